using Microsoft.Win32.SafeHandles;

namespace VizBench.Networks.Weights;

/// <summary>
/// Bytes that stay in their open file until they are read, straight into the tensor that wants them: half a gigabyte of
/// weights is never in memory twice. Plain reads, not a memory map: a file that shrinks under a map kills the process.
/// </summary>
internal sealed class FileBytes(SafeFileHandle file, string path, string place, long start, long length) : WeightBytes
{
    internal override long Length => length;

    internal override void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || destination.Length > length - offset)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"outside the {length} bytes of {place}");
        ReadExactly(file, path, place, start + offset, destination);
    }

    /// <exception cref="FileError">the file ends early or can't be read</exception>
    internal static void ReadExactly(SafeFileHandle file, string path, string place, long position, Span<byte> destination)
    {
        try
        {
            while (!destination.IsEmpty)
            {
                var count = RandomAccess.Read(file, destination, position);
                if (count == 0)
                    throw new FileError(path, place, "the file became shorter while it was read; write it anew");
                position += count;
                destination = destination[count..];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(path, place, $"can't be read: {e.Message}", e);
        }
    }
}
