using VizBench.Files;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Cli.Diagnosis;

/// <summary>Looks at what the product brings along: the suites and the trained networks.</summary>
internal static class ProductExamination
{
    public static IEnumerable<Finding> Findings()
    {
        yield return Attempt("files", "run vizbench from its checkout, or set VIZBENCH_HOME", () => ProductFiles.Root);
        yield return Attempt("suites", "restore suites/ from the repository", Suites);
        foreach (var entry in NetworkCatalogue.All.Where(entry => entry.Committed))
            yield return Attempt($"network {entry.Name}", $"restore models/ from the repository, or ./vizbench train {entry.Name}", () => Examine(entry));
    }

    private static string Suites() => string.Join(", ", SuiteCatalogue.Names.Select(name => $"{name} ({SuiteDefinition.Load(name).Cases.Count} cases)"));

    // Reading the header is enough to see a missing, cut off or foreign file; the numbers are checked when they are used.
    private static string Examine(NetworkEntry entry)
    {
        var name = $"models/{entry.Name}.safetensors";
        if (!File.Exists(Path.Combine(ProductFiles.Root, name)))
            throw new UserError($"{name} is missing");
        using var weights = SafetensorsFile.Read(NetworkCatalogue.CommittedFile(entry));
        var missing = entry.Build().ParameterShapes.FirstOrDefault(parameter => !weights.TryGet(parameter.Key, out var tensor) || !tensor.Shape.AsSpan().SequenceEqual(parameter.Value));
        return missing.Key is null ? name : throw new UserError($"{name} has no tensor '{missing.Key}' of the right shape");
    }

    private static Finding Attempt(string subject, string remedy, Func<string> look)
    {
        try
        {
            return Finding.Fine(subject, look());
        }
        catch (Exception e) when (e is UserError or TypeInitializationException { InnerException: UserError })
        {
            return new Finding(subject, Severity.Missing, (e.InnerException as UserError ?? e).Message, remedy);
        }
    }
}
