using System.Text.Json;
using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Obtaining;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Suite;
using VizBench.Training;

namespace VizBench.Cli.Diagnosis;

/// <summary>Looks at what the product brings along: the suites, the trained networks and the generators.</summary>
internal static class ProductExamination
{
    public static IEnumerable<Finding> Findings()
    {
        yield return Attempt("files", "run vizbench from its checkout, or set VIZBENCH_HOME", () => ProductFiles.Root);
        yield return Attempt("suites", "restore suites/ from the repository", Suites);
        foreach (var entry in NetworkCatalogue.All.Where(entry => entry.Committed))
            yield return Attempt($"network {entry.Name}", $"restore models/ from the repository, or ./vizbench train {entry.Name}", () => Examine(entry.Name, entry.TrainedAs, NetworkCatalogue.CommittedFile(entry), card => NetworkCard.Read(card).FileOf(entry.Name)?.Sha256, entry.Build));
        foreach (var entry in GeneratorCatalogue.All)
            yield return Attempt($"generator {entry.Name}", $"restore models/ from the repository, or ./vizbench train {entry.Name}", () => Examine(entry.Name, entry.Name, GeneratorCatalogue.FileOf(entry), card => GeneratorCard.Read(card).Weights.Sha256, entry.Build));
        foreach (var entry in NetworkObtainer.Offered)
            yield return ExamineObtainable(entry, entry.Obtainable!);
    }

    private static string Suites() => string.Join(", ", SuiteCatalogue.Names.Select(name => $"{name} ({Counted.Of(SuiteDefinition.Load(name).Cases.Count, "case")})"));

    // The card's hash covers every byte; the shapes say that weights and architecture belong together.
    private static string Examine(string trained, string trainedAs, string path, Func<string, string?> hashOnCard, Func<Architecture> build)
    {
        var (name, card) = ($"models/{trained}.safetensors", $"models/{trainedAs}.json");
        foreach (var file in new[] { name, card })
        {
            if (!File.Exists(Path.Combine(ProductFiles.Root, file)))
                throw new UserError($"{file} is missing");
        }

        if (!string.Equals(InputFile.Sha256(path), hashOnCard(Path.Combine(ProductFiles.Root, card)), StringComparison.Ordinal))
            throw new UserError($"{name} is not the file that {card} describes: its SHA-256 differs");

        using var weights = SafetensorsFile.Read(path);
        var missing = build().ParameterShapes.FirstOrDefault(parameter => !weights.TryGet(parameter.Key, out var tensor) || !tensor.Shape.AsSpan().SequenceEqual(parameter.Value));
        return missing.Key is null ? $"{name}, its SHA-256 is the card's" : throw new UserError($"{name} has no tensor '{missing.Key}' of the right shape");
    }

    // Everything else works without it, so that it isn't there is no fault.
    private static Finding ExamineObtainable(NetworkEntry entry, ObtainableFile file)
    {
        var (subject, files) = ($"network {entry.Name}", ObtainedFiles.Default);
        if (!files.Has(file))
            return Finding.Fine(subject, $"not on this machine; {ObtainedFiles.CommandFor(entry.Name)} obtains it ({file.Terms})");
        var found = Attempt(subject, $"{ObtainedFiles.CommandFor(entry.Name)} fetches it again", () => files.Require(entry.Name, file));
        return found.Severity == Severity.Ok ? Finding.Fine(subject, $"{found.Value}, its SHA-256 is right") : found with { Severity = Severity.Warning };
    }

    private static Finding Attempt(string subject, string remedy, Func<string> look)
    {
        try
        {
            return Finding.Fine(subject, look());
        }
        catch (Exception e) when (e is UserError or IOException or UnauthorizedAccessException or JsonException or TypeInitializationException { InnerException: UserError })
        {
            return new Finding(subject, Severity.Missing, (e.InnerException as UserError ?? e).Message, remedy);
        }
    }
}
