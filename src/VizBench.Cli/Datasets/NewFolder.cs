namespace VizBench.Cli.Datasets;

/// <summary>
/// Makes a folder wholly or not at all: it is filled under another name and then put in its place. A folder that is there and
/// empty stays the same one: it may be where a shell stands, a link's target or a mounted disk.
/// </summary>
internal static class NewFolder
{
    /// <exception cref="UserError">the folder exists and holds something, or can't be made there</exception>
    public static void Fill(string option, string path, Action<string> fill)
    {
        Check(option, path);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var exists = Directory.Exists(target);
        var partial = Path.Combine(exists ? target : Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Environment.ProcessId}.partial");
        try
        {
            Directory.CreateDirectory(partial);
            fill(partial);
            if (exists)
                MoveEntries(partial, target);
            else
                Directory.Move(partial, target);
        }
        catch (FileError e) when (e.Path.StartsWith(partial, StringComparison.Ordinal))
        {
            // Nobody knows the name under which the folder is filled.
            throw Unwritten(option, path, e.InnerException ?? e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritten(option, path, e);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>The same check without the filling, for before anything is computed.</summary>
    /// <exception cref="UserError">the folder exists and holds something, or its parent doesn't exist</exception>
    public static void Check(string option, string path)
    {
        if (path.Length == 0)
            throw new UserError($"{option} names no folder; give the path of a new one");
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(target))
            throw new FileError(path, option, "it is a file; name a new folder");
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new FileError(path, option, "the folder exists and is not empty; name a new one");
        if (Path.GetDirectoryName(target) is { } parent && !Directory.Exists(parent))
            throw new FileError(path, option, $"the folder {parent} does not exist; create it first");
    }

    private static FileError Unwritten(string option, string path, Exception cause) =>
        new(path, option, $"cannot be written: {cause.Message.TrimEnd('.')}; nothing is left of it, name a folder where there are room and rights", cause);

    private static void MoveEntries(string from, string to)
    {
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos().ToArray())
            Directory.Move(entry.FullName, Path.Combine(to, entry.Name));
    }
}
