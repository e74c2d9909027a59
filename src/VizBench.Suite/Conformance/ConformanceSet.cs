namespace VizBench.Suite;

/// <summary>A folder of numbers made by other tools: every cases.json under it.</summary>
public static class ConformanceSet
{
    private const string CasesFile = "cases.json";
    private const int MaxDepth = 8;

    /// <summary>The cases of the set, by folder and then in their files' order.</summary>
    /// <param name="filter">a <see cref="Glob"/> over the cases' names; null: all</param>
    /// <exception cref="UserError">no such folder, no cases in it, none that matches, or a cases.json that can't be read</exception>
    public static IReadOnlyList<ConformanceCase> Read(string folder, string? filter = null)
    {
        if (!Directory.Exists(folder))
            throw new UserError($"there is no folder {folder}; name one that holds cases.json files (tests/Conformance is one)");
        // Links are not followed: one that leads upwards would never end.
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, AttributesToSkip = FileAttributes.ReparsePoint };
        var files = Directory.EnumerateFiles(folder, CasesFile, options).Order(StringComparer.Ordinal).ToArray();
        if (files.Length == 0)
            throw new UserError($"there is no {CasesFile} under {folder}; tests/Conformance/README.md describes the format");
        var cases = files.SelectMany(file => ConformanceReader.Read(file, SubjectOf(folder, file))).ToArray();
        var chosen = cases.Where(c => Glob.Matches(filter, c.Name)).ToArray();
        return chosen.Length > 0
            ? chosen
            : throw new UserError($"none of the {cases.Length} cases under {folder} matches '{filter}'; their names are FOLDER/ID, for example {cases.FirstOrDefault()?.Name ?? "(there are none)"}");
    }

    /// <summary>The file's folder as seen from the set's; where it is the set's own, that folder's name.</summary>
    private static string SubjectOf(string folder, string file)
    {
        var relative = Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/');
        return string.Equals(relative, ".", StringComparison.Ordinal) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) : relative;
    }
}
