using System.Security.Cryptography;

namespace VizBench.Files;

/// <summary>Opens and reads files that other people made: every reason why one can't be read becomes a <see cref="FileError"/>.</summary>
public static class InputFile
{
    /// <summary>A readable, seekable stream over a regular file; its length is the file's.</summary>
    /// <exception cref="FileError">missing, a folder, not readable, or not a regular file</exception>
    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new FileError(path, "file", "it is a folder; name a file in it");
        PipeCheck.Refuse(path);
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.CanSeek)
                return stream;
            stream.Dispose();
            throw new FileError(path, "file", "it is a pipe or a device; save its content to a file first");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileError(path, "file", "it does not exist; check the path", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new FileError(path, "file", $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The whole content.</summary>
    /// <param name="path">the file</param>
    /// <param name="limit">the longest content that is read, in bytes</param>
    /// <exception cref="FileError">as <see cref="Open"/>, or the file is longer than the limit or empty</exception>
    public static byte[] ReadBytes(string path, long limit)
    {
        using var stream = Open(path);
        if (stream.Length > limit)
            throw new FileError(path, "file", $"it has {stream.Length} bytes, more than the {limit} that are read");
        if (stream.Length == 0)
            throw new FileError(path, "file", "it is empty; fetch or write it again");
        var bytes = new byte[stream.Length];
        ReadExactly(path, stream, bytes);
        return bytes;
    }

    /// <summary>The SHA-256 of the whole content, in lower-case hexadecimal.</summary>
    /// <exception cref="FileError">as <see cref="Open"/></exception>
    public static string Sha256(string path)
    {
        using var stream = Open(path);
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (IOException e)
        {
            throw new FileError(path, "file", $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Fills the buffer from the stream.</summary>
    /// <exception cref="FileError">the file ends or fails before</exception>
    public static void ReadExactly(string path, Stream stream, Span<byte> buffer)
    {
        try
        {
            stream.ReadExactly(buffer);
        }
        catch (IOException e)
        {
            throw new FileError(path, "file", $"cannot be read: {e.Message}", e);
        }
    }
}
