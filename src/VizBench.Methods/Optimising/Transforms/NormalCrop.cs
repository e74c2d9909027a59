namespace VizBench.Methods.Optimising;

/// <summary>A crop of a given size whose offset is normal about the middle, deviation a share of the picture's width, cut to lie inside.</summary>
internal sealed class NormalCrop(long height, long width, double deviation) : Transform
{
    internal override Transformed Apply(Tensor x, Draws draws, int step)
    {
        var (down, across) = (x.shape[2] - height, x.shape[3] - width);
        if (down == 0 && across == 0)
            return Transformed.Unchanged(x);
        var offsets = Enumerable.Range(0, (int)x.shape[0]).Select(sample =>
        {
            var stream = draws.Stream("normal crop", sample, step);
            return (Y: Offset(stream.NextNormal(), down, x.shape[2]), X: Offset(stream.NextNormal(), across, x.shape[3]));
        }).ToArray();
        return OffsetCrop.Of(x, offsets, height, width);
    }

    private long Offset(double normal, long room, long extent) => (long)Math.Clamp(Math.Round(room / 2.0 + normal * deviation * extent), 0, room);
}
