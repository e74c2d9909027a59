namespace VizBench.Files;

/// <summary>Passes writes on and turns a failing disk (full, gone) into a <see cref="FileError"/> that names the file.</summary>
internal sealed class GuardedStream(Stream inner, string path) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override void Flush() => AtomicFile.Guarded(path, inner.Flush);

    public override void Write(byte[] buffer, int offset, int count) =>
        AtomicFile.Guarded(path, () => inner.Write(buffer, offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException e)
        {
            throw new FileError(path, "file", $"cannot be written: {e.Message}", e);
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => AtomicFile.Guarded(path, () => inner.SetLength(value));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("this stream is for writing");
}
