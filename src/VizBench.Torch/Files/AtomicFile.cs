using System.Globalization;

namespace VizBench.Files;

/// <summary>
/// Writes a file wholly or not at all: the content goes to a temporary file in the same folder (a rename is atomic only
/// inside one file system), reaches the disk, and then takes the place of the old file in one step.
/// </summary>
public static class AtomicFile
{
    private const int LongestNamePart = 100;
    private const int BufferBytes = 1 << 16;
    private static long s_count;

    /// <param name="path">the file to make or to replace; a symbolic link stays and its target is replaced</param>
    /// <param name="write">writes the content; what it throws passes through, and the old file stays as it was</param>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Guarded(path, () => TargetOf(path));
        if (IsDevice(target))
        {
            WriteInPlace(path, target, write);
            return;
        }

        var temporary = Path.Combine(Path.GetDirectoryName(target)!, TemporaryName(Path.GetFileName(target)));
        try
        {
            using (var file = Opened(path, temporary, FileMode.Create))
            {
                Fill(path, file, write);
                Guarded(path, () => file.Flush(flushToDisk: true));
            }

            Guarded(path, () => File.Move(temporary, target, overwrite: true));
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>The bytes as the whole content.</summary>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void WriteBytes(string path, byte[] content) => Write(path, stream => stream.Write(content));

    /// <summary>Text in UTF-8 without a byte order mark, exactly as given (no line end is added).</summary>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void WriteText(string path, string content) => WriteBytes(path, System.Text.Encoding.UTF8.GetBytes(content));

    private static string TargetOf(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full) || Path.GetFileName(full).Length == 0)
            throw new FileError(path, "file", "it is a folder; name a file in it");
        var folder = Path.GetDirectoryName(full);
        if (!Directory.Exists(folder))
            throw new FileError(path, "folder", $"'{folder}' does not exist; create it first");
        var link = new FileInfo(full);
        return link.LinkTarget is null ? full : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    // Replacing /dev/null by a file would break the machine, so devices are written as they are.
    private static bool IsDevice(string target) =>
        target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal);

    // Machine, process and a counter: two shards on two hosts may write into one shared folder.
    private static string TemporaryName(string name)
    {
        var kept = name.Length <= LongestNamePart ? name : name[..LongestNamePart];
        var serial = Interlocked.Increment(ref s_count).ToString(CultureInfo.InvariantCulture);
        return $".{kept}.{Environment.MachineName}-{Environment.ProcessId}-{serial}.tmp";
    }

    private static void WriteInPlace(string path, string device, Action<Stream> write)
    {
        using var file = Opened(path, device, FileMode.Open);
        Fill(path, file, write);
    }

    // Without a buffer of its own, so that closing it after an error has nothing left to fail on.
    private static FileStream Opened(string path, string file, FileMode mode) =>
        Guarded(path, () => new FileStream(file, mode, FileAccess.Write, FileShare.None, bufferSize: 0));

    private static void Fill(string path, FileStream file, Action<Stream> write)
    {
        var buffered = new BufferedStream(new GuardedStream(file, path), BufferBytes);
        write(buffered);
        buffered.Flush();
    }

    private static void TryDelete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report.
        }
    }

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
