namespace VizBench.Methods.Optimising;

/// <summary>A crop that is smaller by <paramref name="range"/> pixels, at an offset drawn uniformly from 0 … range on either axis, both ends included.</summary>
internal sealed class Jitter(int range) : Transform
{
    internal override Transformed Apply(Tensor x, Draws draws, int step)
    {
        var (samples, height, width) = (x.shape[0], x.shape[2], x.shape[3]);
        if (range == 0)
            return Transformed.Unchanged(x);
        if (range >= Math.Min(height, width))
            throw new UserError($"jitter {range} leaves nothing of a picture of {height}×{width} pixels; choose less");
        var offsets = Enumerable.Range(0, (int)samples).Select(sample =>
        {
            var stream = draws.Stream($"jitter {range}", sample, step);
            return (Y: (long)stream.NextInt(0, range), X: (long)stream.NextInt(0, range));
        }).ToArray();
        return OffsetCrop.Of(x, offsets, height - range, width - range);
    }

    /// <summary>The content moved right by dx and down by dy, the size kept, zeros where nothing comes from.</summary>
    internal static Tensor Shifted(Tensor x, int dy, int dx) => nn.functional.pad(x, [dx, -dx, dy, -dy]);
}
