using VizBench.Metrics;

namespace VizBench.Training;

/// <summary>
/// How far a layer's features are from the picture's, by the size of the picture's: Johnson et al. 2016, equation 2, which divides by the number of
/// features instead.
/// </summary>
public sealed record ContentLoss(double Weight, string Network, string Layer) : FeaturePart(Weight, Network, [Layer])
{
    /// <summary>The one layer that is compared.</summary>
    public string Layer => Layers[0];

    /// <inheritdoc/>
    public override string Name => "content";

    /// <inheritdoc/>
    public override string Description => $"squared difference of {Network}'s {Layer} from the picture's, relative to its square";

    internal override Tensor Of(GeneratorBatch batch)
    {
        var wanted = batch.TargetFeatures.Of(Network, Layer);
        return StyleLosses.Relative(batch.OutputFeatures.Of(Network, Layer), wanted);
    }
}

/// <summary>How far a layer's features are from the generator's input, which is features of that layer: Huang and Belongie 2017, equation 12.</summary>
public sealed record InputLoss(double Weight, string Network, string Layer) : FeaturePart(Weight, Network, [Layer])
{
    /// <summary>The one layer that is compared.</summary>
    public string Layer => Layers[0];

    /// <inheritdoc/>
    public override string Name => "content";

    /// <inheritdoc/>
    public override string Description => $"mean squared difference of {Network}'s {Layer} from what was decoded";

    internal override Tensor Of(GeneratorBatch batch) => (batch.OutputFeatures.Of(Network, Layer) - batch.Input).square().mean();
}

/// <summary>
/// How far the Gram matrices of some layers, each per position, are from those of the style's picture, each by the size of that picture's: Johnson et
/// al. 2016, equation 4, which divides by the number of channels instead.
/// </summary>
public sealed record GramLoss(double Weight, string Network, IReadOnlyList<string> Layers) : FeaturePart(Weight, Network, Layers)
{
    /// <inheritdoc/>
    public override string Name => "style";

    /// <inheritdoc/>
    public override string Description => $"squared difference of the Gram matrices of {Network}'s {string.Join(", ", Layers)} from the style's, relative to its squares, in the mean";

    internal override Tensor Of(GeneratorBatch batch) => StyleLosses.Sum(Layers, layer => StyleLosses.Relative(
        GramMatrix.PerPosition(batch.OutputFeatures.Of(Network, layer)), GramMatrix.PerPosition(batch.Style.Of(Network, layer)))) * (1.0 / Layers.Count);
}

/// <summary>How far the channels' means and deviations at some layers are from those of the style's picture: Huang and Belongie 2017, equation 13.</summary>
public sealed record MomentLoss(double Weight, string Network, IReadOnlyList<string> Layers) : FeaturePart(Weight, Network, Layers)
{
    /// <inheritdoc/>
    public override string Name => "style";

    /// <inheritdoc/>
    public override string Description => $"mean squared differences of the channels' means and deviations at {Network}'s {string.Join(", ", Layers)} from the style's, added up";

    internal override Tensor Of(GeneratorBatch batch) => StyleLosses.Sum(Layers, layer =>
    {
        var made = batch.OutputFeatures.Of(Network, layer);
        return StyleDistances.Moments(made, batch.Style.Of(Network, layer)).mean() * (1.0 / made.shape[1]);
    });
}

/// <summary>Differences of neighboring pixels, in normalized units: sum of the mean absolute difference downwards and that to the right.</summary>
public sealed record VariationLoss(double Weight) : LossPart(Weight)
{
    /// <inheritdoc/>
    public override string Name => "variation";

    /// <inheritdoc/>
    public override string Description => "mean absolute difference of neighboring pixels, downwards and to the right, in normalized units";

    internal override Tensor Of(GeneratorBatch batch) => Mean(batch.Output, 2) + Mean(batch.Output, 3);

    private static Tensor Mean(Tensor pictures, int axis)
    {
        var length = pictures.shape[axis] - 1;
        return (pictures.narrow(axis, 1, length) - pictures.narrow(axis, 0, length)).abs().mean();
    }
}

/// <summary>What the losses of style networks have in common.</summary>
internal static class StyleLosses
{
    /// <summary>Σ (x − y)² / Σ y² of each sample, in the mean.</summary>
    internal static Tensor Relative(Tensor made, Tensor wanted) =>
        ((made - wanted).square().flatten(1).sum(1) / wanted.square().flatten(1).sum(1)).mean();

    internal static Tensor Sum(IEnumerable<string> layers, Func<string, Tensor> of) => layers.Select(of).Aggregate((sum, term) => sum + term);
}
