namespace VizBench.Methods.Optimising;

/// <summary>A crop of each picture at an offset of its own.</summary>
internal static class OffsetCrop
{
    /// <param name="offsets">of each picture, within it</param>
    internal static Transformed Of(Tensor x, IReadOnlyList<(long Y, long X)> offsets, long height, long width)
    {
        var (down, across) = (x.shape[2] - height, x.shape[3] - width);
        return new Transformed(
            cat([.. offsets.Select((offset, i) => x.narrow(0, i, 1).narrow(2, offset.Y, height).narrow(3, offset.X, width))], 0),
            gradient => cat([.. offsets.Select((offset, i) => nn.functional.pad(gradient.narrow(0, i, 1), [offset.X, across - offset.X, offset.Y, down - offset.Y]))], 0));
    }
}
