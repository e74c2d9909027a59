namespace VizBench.Training;

/// <summary>One part of what a generator's training makes small.</summary>
/// <param name="Weight">the whole is the sum of the parts, each times its weight</param>
public abstract record LossPart(double Weight)
{
    /// <summary>In a word, for curves: "image".</summary>
    public abstract string Name { get; }

    /// <summary>In a phrase, for cards.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it asks the discriminator.</summary>
    internal virtual bool AsksDiscriminator => false;

    /// <summary>The networks whose features it compares, by name.</summary>
    internal virtual IReadOnlyList<string> Networks => [];

    /// <summary>Says which layers of which networks it compares.</summary>
    internal virtual void Register(FrozenNetworks networks)
    {
    }

    /// <summary>The part's value for a batch or a piece of one: a mean over its pictures, differentiable by the generator's output.</summary>
    internal abstract Tensor Of(GeneratorBatch batch);
}

/// <summary>A part that compares what layers of one network see.</summary>
/// <param name="Network">a network of the catalogue</param>
/// <param name="Layers">those that are compared</param>
public abstract record FeaturePart(double Weight, string Network, IReadOnlyList<string> Layers) : LossPart(Weight)
{
    internal sealed override IReadOnlyList<string> Networks => [Network];

    internal sealed override void Register(FrozenNetworks networks)
    {
        foreach (var layer in Layers)
            networks.Compare(Network, layer);
    }
}

/// <summary>How far the pixels are from the picture's own, in the networks' normalized units.</summary>
public sealed record ImageLoss(double Weight) : LossPart(Weight)
{
    /// <summary>Absolute differences instead of squared ones.</summary>
    public bool IsAbsolute { get; init; }

    /// <inheritdoc/>
    public override string Name => "image";

    /// <inheritdoc/>
    public override string Description => $"mean {(IsAbsolute ? "absolute" : "squared")} difference of the pixels, in normalized units";

    internal override Tensor Of(GeneratorBatch batch)
    {
        var difference = batch.Output - batch.Target;
        return (IsAbsolute ? difference.abs() : difference.square()).mean();
    }
}

/// <summary>
/// How far the activations of some layers of a network are from those of the picture: Dosovitskiy and Brox 2016, loss in feature space.
/// </summary>
/// <param name="Network">a network of the catalogue</param>
/// <param name="Layers">each layer's mean squared difference is divided by the variance of its activations over real pictures, and they are added up</param>
public sealed record FeatureLoss(double Weight, string Network, IReadOnlyList<string> Layers) : FeaturePart(Weight, Network, Layers)
{
    /// <inheritdoc/>
    public override string Name => $"{Network} {string.Join(", ", Layers)}";

    /// <inheritdoc/>
    public override string Description => $"squared difference of {Network}'s {string.Join(", ", Layers)}, each by its variance";

    internal override Tensor Of(GeneratorBatch batch) => Layers
        .Select(layer => (batch.OutputFeatures.Of(Network, layer) - batch.TargetFeatures.Of(Network, layer)).square().mean() * (1 / batch.TargetFeatures.VarianceOf(Network, layer)))
        .Aggregate((sum, term) => sum + term);
}

/// <summary>How far a code without its noise is from what is made of the noisy one: a denoising autoencoder's loss (Alain and Bengio 2014).</summary>
public sealed record CodeLoss(double Weight) : LossPart(Weight)
{
    /// <summary>Less than this counts as so much: values that hardly ever differ from 0 would weigh more than all others.</summary>
    private const double LeastVariance = 2.5e-3;

    /// <inheritdoc/>
    public override string Name => "code";

    /// <inheritdoc/>
    public override string Description => "squared difference from the code without noise, each value by its variance";

    internal override Tensor Of(GeneratorBatch batch)
    {
        var (values, variances) = batch.CleanCodes ?? throw new InvalidOperationException("a loss of codes needs codes, and the generator's input is none");
        return ((batch.Output - values).square() * variances.clamp(min: LeastVariance).reciprocal()).mean();
    }
}

/// <summary>How sure the discriminator is that the output is made; the recipe says how the discriminator learns.</summary>
public sealed record AdversarialLoss(double Weight) : LossPart(Weight)
{
    /// <inheritdoc/>
    public override string Name => "adversarial";

    /// <inheritdoc/>
    public override string Description => "what the discriminator finds real in the output";

    internal override bool AsksDiscriminator => true;

    internal override Tensor Of(GeneratorBatch batch) => Discriminator.GeneratorLoss(batch.OutputScores);
}
