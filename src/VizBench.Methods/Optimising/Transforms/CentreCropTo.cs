namespace VizBench.Methods.Optimising;

/// <summary>The middle of the picture, of the size that the network takes; zeros (the mean colour) around where the picture is smaller.</summary>
internal sealed class CentreCropTo(long height, long width) : Transform
{
    internal override Transformed Apply(Tensor x, Draws draws, int step) => Of(x);

    /// <summary>Nothing of it is random.</summary>
    internal Transformed Of(Tensor x)
    {
        var (down, across) = (x.shape[2] - height, x.shape[3] - width);
        if (down == 0 && across == 0)
            return Transformed.Unchanged(x);
        var (top, left) = ((long)Math.Floor(down / 2.0), (long)Math.Floor(across / 2.0));
        // Negative padding crops.
        return new Transformed(
            nn.functional.pad(x, [-left, left - across, -top, top - down]),
            gradient => nn.functional.pad(gradient, [left, across - left, top, down - top]));
    }
}
