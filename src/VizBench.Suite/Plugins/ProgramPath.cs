namespace VizBench.Suite;

/// <summary>Where a program lies that a command names.</summary>
internal static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>A name with a slash is a path, relative to the folder; another one is looked up in PATH, as shells do. Null: there is no such program.</summary>
    internal static string? Find(string name, string folder) => name.Contains('/', StringComparison.Ordinal)
        ? Runnable(Path.GetFullPath(name, folder))
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(place => Runnable(Path.Combine(place, name))).FirstOrDefault(found => found is not null);

    private static string? Runnable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None) ? path : null;
}
