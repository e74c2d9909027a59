namespace VizBench.Networks.Weights.PyTorch;

/// <summary>A storage as a pickle names it, or a window of one (of the legacy format's storage views).</summary>
/// <param name="Key">the storage's name in its file</param>
/// <param name="Type">of its elements</param>
/// <param name="Total">elements of the whole storage</param>
/// <param name="Start">the window's first element</param>
/// <param name="Count">the window's elements</param>
internal sealed record StorageReference(string Key, ScalarType Type, long Total, long Start, long Count)
{
    /// <summary>Whether it holds complex numbers, which no tensor of a network has.</summary>
    internal bool IsComplex => Type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;
}
