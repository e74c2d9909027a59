using VizBench.Files;

namespace VizBench.Suite;

/// <summary>The suites that come with the product: the files in suites/.</summary>
public static class SuiteCatalogue
{
    private const string Extension = ".json";
    private const string SchemaEnding = ".schema.json";

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Directory.EnumerateFiles(ProductFiles.Suites, "*" + Extension).Where(file => !file.EndsWith(SchemaEnding, StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>The suites whose results are kept as goldens.</summary>
    public static IReadOnlyList<SuiteDefinition> GoldenSuites => [.. Names.Select(SuiteDefinition.Load).Where(suite => suite.IsGolden)];

    /// <summary>The file of a suite: a name of the catalogue, or a path.</summary>
    /// <exception cref="UserError">neither; the message suggests near names</exception>
    internal static string FileOf(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (Names.Contains(nameOrPath, StringComparer.Ordinal))
            return Path.Combine(ProductFiles.Suites, nameOrPath + Extension);
        if (nameOrPath.EndsWith(Extension, StringComparison.Ordinal) || nameOrPath.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return nameOrPath;
        throw new UserError($"there is no suite '{nameOrPath}'{NearestNames.Suggestion(nameOrPath, Names)} (all: vizbench list suites; a path of a .json file is one too)");
    }
}
