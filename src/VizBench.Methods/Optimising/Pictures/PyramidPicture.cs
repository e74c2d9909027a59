namespace VizBench.Methods.Optimising;

/// <summary>
/// A Laplacian pyramid: the sum of pictures of half, a quarter … of the size, each enlarged bilinearly, with decorrelated
/// colours and sigmoid. The coarse levels move many pixels at once. As lucid's "laplacian_pyramid".
/// </summary>
/// <param name="levels">how many, the full size included; fewer where a side would be shorter than two pixels</param>
/// <param name="sigma">standard deviation of each level's start</param>
internal sealed class PyramidPicture(Canvas canvas, int levels = 4, double sigma = 0.1) : Parameterisation(canvas)
{
    private IReadOnlyList<(long Height, long Width)> Sizes =>
        [.. Enumerable.Range(0, levels).Select(level => (Height: Canvas.Height >> level, Width: Canvas.Width >> level)).Where(size => Math.Min(size.Height, size.Width) >= 2)];

    internal override Tensor[] Start(Draws draws) =>
        [.. Sizes.Select((size, level) => draws.Normal($"start of level {level}", [Canvas.Channels, size.Height, size.Width], Canvas) * sigma)];

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters) =>
        Canvas.ToNetwork(Colours.Of(parameters.Select(Enlarged).Aggregate((sum, level) => sum + level)));

    /// <summary>All of it in the finest level.</summary>
    internal override Tensor[] From(Tensor picture)
    {
        var samples = picture.shape[0];
        return [Colours.Inverse(Canvas.ToColours(picture.detach())), .. Sizes.Skip(1).Select(size => Canvas.Zeros(samples, Canvas.Channels, size.Height, size.Width))];
    }

    private Tensor Enlarged(Tensor level) => SeparableMap.Resized(level, Canvas.Height, Canvas.Width);
}
