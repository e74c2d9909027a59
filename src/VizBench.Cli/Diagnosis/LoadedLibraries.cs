namespace VizBench.Cli.Diagnosis;

/// <summary>Which files this process has mapped: the truth about which libtorch is in use.</summary>
internal static class LoadedLibraries
{
    private const string Maps = "/proc/self/maps";

    /// <summary>The file whose name begins so; null where none is loaded or the system doesn't say.</summary>
    public static string? PathOf(string prefix) => !File.Exists(Maps) ? null : File.ReadLines(Maps)
        .Select(line => line.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? line[at..] : "")
        .FirstOrDefault(path => Path.GetFileName(path).StartsWith(prefix, StringComparison.Ordinal));
}
