namespace VizBench.Cli.Arguments;

/// <summary>Folders that files are written into; they may exist and hold others.</summary>
internal static class OutputFolder
{
    /// <summary>Makes the folder where it isn't there yet.</summary>
    /// <exception cref="UserError">it is a file, or can't be made</exception>
    public static void Make(string option, string path)
    {
        if (path.Length == 0)
            throw new UserError($"{option} names no folder; give its path");
        if (File.Exists(path))
            throw new FileError(path, option, "it is a file; name a folder");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(path, option, $"cannot be made: {e.Message.TrimEnd('.')}; name a folder where you may write", e);
        }
    }
}
