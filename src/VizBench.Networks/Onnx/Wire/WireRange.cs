namespace VizBench.Networks.Onnx;

/// <summary>A span of a file: from Start up to, and without, End; both in bytes from the file's beginning.</summary>
internal readonly record struct WireRange(long Start, long End)
{
    internal long Length => End - Start;
}
