using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>Bytes of a file that is opened when they are first read: a model's layers can be looked at without its weights.</summary>
internal sealed class ExternalBytes(Func<WeightBytes> open, long length) : WeightBytes
{
    private WeightBytes? _bytes;

    internal override long Length => length;

    internal override void Read(long offset, Span<byte> destination)
    {
        _bytes ??= open();
        _bytes.Read(offset, destination);
    }
}
