namespace VizBench.Suite;

/// <summary>Opens the sources of a table and refuses those that can't stand in one.</summary>
internal static class TableSources
{
    /// <param name="paths">folders of runs, folders or files of evaluate, evaluate-images, inversions and dissect</param>
    /// <exception cref="UserError">one can't be read, or is named twice</exception>
    internal static IReadOnlyList<TableSource> Open(IReadOnlyList<string> paths)
    {
        string[] full = [.. paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))];
        for (var i = 0; i < full.Length; i++)
        {
            if (Array.IndexOf(full, full[i]) < i)
                throw new UserError($"{paths[i]} is named twice; name each run once");
        }

        var names = NamesOf(full);
        return [.. paths.Select((path, i) => Open(path, names[i]))];
    }

    private static TableSource Open(string path, string name)
    {
        if (File.Exists(path))
            return JsonSource.Read(path, name);
        return Directory.Exists(path) && !File.Exists(Path.Combine(path, RunFolder.ManifestFile)) && JsonSource.In(path) is { } file ? JsonSource.Read(file, name) : RunSource.Read(path, name);
    }

    /// <summary>The last part of each path, with as many before it as tell them apart.</summary>
    private static string[] NamesOf(string[] paths)
    {
        for (var parts = 1; ; parts++)
        {
            string[] names = [.. paths.Select(path => string.Join('/', (File.Exists(path) ? Path.ChangeExtension(path, null) : path).Split('/').TakeLast(parts)))];
            if (names.Distinct(StringComparer.Ordinal).Count() == paths.Length || parts > 64)
                return names;
        }
    }
}

/// <summary>Whether runs mean the same by the same names.</summary>
internal static class SourceChecks
{
    /// <exception cref="UserError">a case that two runs define differently, or two runs to be pooled that hold the same case</exception>
    internal static void Check(IReadOnlyList<TableSource> sources, TableSettings settings)
    {
        var known = new Dictionary<string, (string Run, CaseIdentity Case)>(StringComparer.Ordinal);
        var pooled = new Dictionary<(string Id, long Seed), string>();
        foreach (var source in sources)
        {
            foreach (var identity in source.Cases)
            {
                if (!known.TryAdd(identity.Id, (source.Name, identity)) && DifferenceOf(known[identity.Id].Case, identity) is { } difference)
                    throw new UserError($"case {identity.Id} is not the same in {known[identity.Id].Run} and {source.Name}: {difference}; choose runs of the same suite");
                if (settings.Runs == RunLayout.Pooled && !pooled.TryAdd((identity.Id, identity.Seed), source.Name))
                    throw new UserError($"{pooled[(identity.Id, identity.Seed)]} and {source.Name} both hold case {identity.Id} with seed {identity.Seed}, so they can't be pooled; choose --runs rows or columns");
            }
        }
    }

    private static string? DifferenceOf(CaseIdentity one, CaseIdentity other) =>
        one.Facts.Keys.Union(other.Facts.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(name => !string.Equals(one.Facts.GetValueOrDefault(name), other.Facts.GetValueOrDefault(name), StringComparison.Ordinal))
            .Select(name => $"{name} is {one.Facts.GetValueOrDefault(name, "not set")} and {other.Facts.GetValueOrDefault(name, "not set")}").FirstOrDefault();
}
