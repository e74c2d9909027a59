namespace VizBench.Files;

/// <summary>
/// Writes a file wholly or not at all: the content goes to a temporary file in the same folder (a rename is atomic only
/// inside one file system), reaches the disk, and then takes the place of the old file in one step.
/// </summary>
public static class AtomicFile
{
    /// <param name="path">the file to make or to replace; a symbolic link stays and its target is replaced</param>
    /// <param name="write">writes the content; what it throws passes through, and the old file stays as it was</param>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        WriteAll([(path, write)]);
    }

    /// <summary>Several files that belong together: all of them are complete before the first takes its place.</summary>
    /// <param name="files">each path with what writes its content, in this order; as for <see cref="Write"/></param>
    /// <exception cref="FileError">one of them can't be made; the old files stay as they were, and no new one is left</exception>
    public static void WriteAll(IReadOnlyList<(string Path, Action<Stream> Write)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var pending = new List<PendingFile>();
        try
        {
            foreach (var (path, write) in files)
            {
                pending.Add(new PendingFile(path));
                pending[^1].Fill(write);
            }

            pending.ForEach(file => file.Place());
        }
        catch
        {
            pending.ForEach(file => file.Discard());
            throw;
        }
    }

    /// <summary>The bytes as the whole content.</summary>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void WriteBytes(string path, byte[] content) => Write(path, stream => stream.Write(content));

    /// <summary>Text in UTF-8 without a byte order mark, exactly as given (no line end is added).</summary>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void WriteText(string path, string content) => WriteBytes(path, System.Text.Encoding.UTF8.GetBytes(content));

    internal static T Guarded<T>(string path, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new FileError(path, "file", $"cannot be written: {e.Message}", e);
        }
    }

    internal static void Guarded(string path, Action step) => Guarded(path, () =>
    {
        step();
        return true;
    });
}
