namespace VizBench.Methods.Attribution;

/// <summary>
/// Mean and variance of gradients that come in blocks, without keeping them: two partial results are merged as in Chan,
/// Golub and LeVeque 1983, which loses no digits where the mean is much greater than the deviation.
/// </summary>
/// <param name="like">(N, C, H, W)</param>
internal sealed class GradientMoments(Tensor like)
{
    private readonly Tensor _squares = zeros_like(like);

    /// <summary>(N, C, H, W); owned, as the rest, by the dispose scope in which the object was made.</summary>
    internal Tensor Mean { get; } = zeros_like(like);

    /// <summary>Takes in a block's gradients, (samples, copies, C, H, W).</summary>
    internal void Add(CopyBlock block, Tensor gradients)
    {
        var (before, count) = ((double)block.FirstCopy, (double)block.Copies);
        var mean = gradients.mean([1], true);
        var (wholeMean, wholeSquares) = (block.SamplesOf(Mean), block.SamplesOf(_squares));
        var difference = mean.squeeze(1) - wholeMean;
        wholeSquares.add_((gradients - mean).square().sum(1)).add_(difference.square(), before * count / (before + count));
        wholeMean.add_(difference, count / (before + count));
    }

    /// <summary>Σ (g − mean)² / count, (N, C, H, W).</summary>
    internal Tensor Variance(int count) => _squares / count;
}
