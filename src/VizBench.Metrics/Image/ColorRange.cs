namespace VizBench.Metrics;

/// <summary>What metrics of colors ask of pictures: an array in other units has no levels.</summary>
internal static class ColorRange
{
    // Rounding of float32 colors, and of preprocessing undone.
    private const double Rounding = 1e-5;

    /// <exception cref="ArgumentException">not (N,C,H,W) with pixels, or values beyond 0 … 1; NaN passes</exception>
    internal static void Check(Tensor images, string metric)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.ndim != 4 || images.NumberOfElements == 0)
            throw new ArgumentException($"{metric} takes pictures (N,C,H,W), not {images}", nameof(images));
        using var scope = NewDisposeScope();
        var values = images.detach();
        if (values.lt(-Rounding).logical_or(values.gt(1 + Rounding)).any().item<bool>())
            throw new ArgumentException($"{metric} takes colors in 0 … 1, and some values lie beyond", nameof(images));
    }
}
