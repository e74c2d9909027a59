namespace VizBench.Data.Folders;

/// <summary>Paths that a data set's own files name: they must stay inside its folder.</summary>
internal static class FolderPath
{
    // Longer ones are on no disk, and a message would be nothing but them.
    private const int LongestPath = 1024;
    private const int LongestName = 255;

    /// <summary>The full path of a file inside a folder.</summary>
    /// <param name="root">the folder</param>
    /// <param name="relative">with / between the names, as read from a file</param>
    /// <param name="file">the file that names it, for errors</param>
    /// <param name="place">where in that file</param>
    /// <exception cref="FileError">the path is empty, too long, absolute, holds control characters, or leaves the folder, also by a link</exception>
    public static string Inside(string root, string relative, string file, string place)
    {
        var names = relative.Split('/');
        if (relative.Length > LongestPath || names.Any(name => name.Length > LongestName))
            throw new FileError(file, place, $"the path '{Shortened(relative)}' is longer than paths can be; name a file inside the folder");
        if (Path.IsPathRooted(relative) || names.Any(name => name is "" or "." or ".."))
            throw new FileError(file, place, $"the path '{Shortened(relative)}' is empty, absolute or leaves the folder; name a file inside it");
        // A line end or an escape in a name would go into messages and onto the terminal.
        if (relative.Any(char.IsControl))
            throw new FileError(file, place, $"the path '{Shortened(relative)}' holds control characters; rename the file");
        var path = Path.GetFullPath(root);
        foreach (var name in names)
        {
            path = Path.Combine(path, name);
            if (LinkTarget(path) is { } target && !target.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new FileError(path, "link", "it leads out of the data set's folder; put a copy of the file in its place");
        }

        return path;
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // whoever opens it says that it is missing
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(path, "link", $"cannot be followed: {e.Message}", e);
        }
    }

    private static string Shortened(string text) => OneLine.Beginning(text, 80);
}
