namespace VizBench.Cli.Arguments;

/// <summary>Output files are checked before anything is computed: a typo must not cost an hour.</summary>
internal static class OutputPath
{
    /// <exception cref="UserError">no such folder, a folder itself, or another kind of file than the option writes</exception>
    public static void Check(string option, string? path, string extension)
    {
        if (path is null)
            return;
        if (path.Length == 0)
            throw new UserError($"{option} names no file; give a path that ends in {extension}");
        if (Directory.Exists(path))
            throw new FileError(path, option, $"it is a folder; name a file in it, ending in {extension}");
        if (!string.Equals(Path.GetExtension(path), extension, StringComparison.OrdinalIgnoreCase) && !path.StartsWith("/dev/", StringComparison.Ordinal))
            throw new FileError(path, option, $"it writes {extension} files; let the name end in {extension}");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            throw new FileError(path, option, $"the folder {folder} does not exist; create it first");
    }
}
