using System.Globalization;

namespace VizBench.Files;

/// <summary>
/// Writes a whole file or nothing: the bytes go to a temporary file in the same folder, reach the disk, and only then take
/// the name. A reader sees the old file or the new one; a killed writer leaves at most a ".vizbench-*.tmp" beside it.
/// </summary>
public static class AtomicFile
{
    private static long s_written;

    /// <summary>Replaces or creates the file at path with what write puts into the stream.</summary>
    /// <exception cref="FileError">the folder is missing or not writable, the disk is full, or path is a folder</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string? temporary = null;
        try
        {
            using (var stream = CreateTemporary(path))
            {
                temporary = stream.Name;
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            temporary = null;
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileError(path, "writing", "its folder does not exist; create the folder first", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(path, "writing", $"{e.Message}; check the folder's permissions and the free space", e);
        }
        finally
        {
            if (temporary is not null)
                Discard(temporary);
        }
    }

    private static FileStream CreateTemporary(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new FileError(path, "writing", "is not a file name; name a file");
        while (true)
        {
            // Process and count make the name unique without randomness; a leftover of an earlier process with the same number is skipped.
            var count = Interlocked.Increment(ref s_written);
            var name = string.Create(CultureInfo.InvariantCulture, $".vizbench-{Environment.ProcessId}-{count}.tmp");
            var candidate = Path.Combine(folder, name);
            if (!File.Exists(candidate))
                return new FileStream(candidate, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What made the write fail is the error to report, not this one.
        }
    }
}
