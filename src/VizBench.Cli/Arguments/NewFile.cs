namespace VizBench.Cli.Arguments;

/// <summary>Output files that take nothing's place: what stands under the name may be the very input.</summary>
internal static class NewFile
{
    /// <exception cref="UserError">what <see cref="OutputPath.Check"/> refuses, or the file exists</exception>
    public static void Check(string option, string? path, string extension)
    {
        OutputPath.Check(option, path, extension);
        if (path is not null && File.Exists(path) && !path.StartsWith("/dev/", StringComparison.Ordinal))
            throw new FileError(path, option, "the file exists; name a new one");
    }
}
