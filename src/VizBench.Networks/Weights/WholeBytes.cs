namespace VizBench.Networks.Weights;

/// <summary>
/// Bytes that are made all at once: unpacked, gathered, turned round. Whoever asks for all of them gets them where they
/// shall lie; whoever asks piece by piece gets pieces of one copy, which is dropped when memory is short.
/// </summary>
internal abstract class WholeBytes : WeightBytes
{
    private readonly WeakReference<byte[]?> _made = new(null);

    internal sealed override void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || destination.Length > Length - offset)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"outside the {Length} bytes");
        if (destination.Length == Length)
        {
            Make(destination);
            return;
        }

        if (!_made.TryGetTarget(out var bytes))
        {
            bytes = NewArray(Length);
            Make(bytes);
            _made.SetTarget(bytes);
        }

        bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    /// <summary>Fills destination, which has the whole length.</summary>
    protected abstract void Make(Span<byte> destination);

    /// <exception cref="UserError">no array is that long</exception>
    protected static byte[] NewArray(long length) => length <= Array.MaxLength
        ? new byte[length]
        : throw new UserError($"{length} bytes that don't lie as a tensor needs them (packed, transposed, big-endian); at most {Array.MaxLength} can be loaded: save them contiguous and unpacked");
}
