using VizBench.Networks;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>What a generator is given of a training picture.</summary>
public abstract record GeneratorInput
{
    /// <summary>Layers of the generator that are not learned: their parameters are set before the first step.</summary>
    internal virtual IReadOnlySet<string> FixedLayers => System.Collections.Frozen.FrozenSet<string>.Empty;

    /// <summary>The layer of a network of the catalogue whose output it is, or is made of; null: it is pictures.</summary>
    internal virtual (string Network, string Layer)? Code => null;

    /// <summary>Whose style is wanted, in a phrase, for cards; null: nobody's.</summary>
    internal virtual string? StyleDescription => null;

    /// <summary>The networks whose layers it reads, by name.</summary>
    internal IReadOnlyList<string> Networks => Code is { } code ? [code.Network] : [];

    /// <summary>Says which layers of which networks it reads.</summary>
    internal abstract void Register(FrozenNetworks networks);

    /// <summary>Sets what is not learned; once, before the first step.</summary>
    internal virtual void Prepare(Network generator, GeneratorRecipe recipe, FrozenNetworks networks, CancellationToken cancellation)
    {
    }

    /// <summary>The pictures whose style is wanted for some pictures, (N or 1, 3, h, w), normalized; null: no style is.</summary>
    /// <param name="dice">a stream of this part of this step's own</param>
    internal virtual Tensor? Styles(Tensor pictures, RandomStream dice) => null;

    /// <summary>How many numbers a discriminator is told of an input; 0: none.</summary>
    internal virtual long ConditionSize(Architecture generator) => 0;

    /// <summary>What a discriminator is told of some inputs, (N, numbers), without gradients; null: nothing.</summary>
    internal virtual Tensor? Condition(Network generator, Tensor input) => null;

    /// <summary>The codes of some pictures before anything is done to them, and the variance of each of their values; null where there are none.</summary>
    internal virtual (Tensor Values, Tensor Variances)? CleanCodes(Network generator, PictureFeatures features) => null;

    /// <summary>The generator's input for some pictures, in their order.</summary>
    /// <param name="features">of the pictures</param>
    /// <param name="styles">of those whose style is wanted; null where none is</param>
    /// <param name="dice">these inputs' own stream</param>
    internal abstract Tensor Of(Network generator, Tensor pictures, PictureFeatures features, PictureFeatures? styles, RandomStream dice);
}

/// <summary>A layer's output for the picture: the generator is a decoder of codes, whose first layer standardizes them.</summary>
/// <param name="Network">a network of the catalogue</param>
/// <param name="Layer">one of its layers</param>
public sealed record CodeInput(string Network, string Layer) : GeneratorInput
{
    private static readonly HashSet<string> s_fixed = new([CodeDecoders.CodeLayer, CodeAutoencoders.UnitsLayer], StringComparer.Ordinal);

    /// <summary>On so many training images the codes' mean and variance are measured.</summary>
    public int MeasuredImages { get; init; } = ImageRecipe.ImagesPerChunk;

    /// <summary>
    /// Codes are moved by normal noise, each of its own strength: uniform between <see cref="LeastNoise"/> and this, in the standard deviations
    /// of each neuron. Then the generator gives real pictures for codes too that no picture has, as those are that an optimisation finds.
    /// </summary>
    public double Noise { get; init; }

    public double LeastNoise { get; init; }

    /// <summary>In a phrase, for cards; null: nothing is done to the codes.</summary>
    internal string? NoiseDescription => Noise <= 0 ? null
        : LeastNoise < Noise ? FormattableString.Invariant($"normal noise on each code, σ uniform from {LeastNoise} to {Noise} deviations of each neuron; the picture stays")
        : FormattableString.Invariant($"normal noise on each code, σ {Noise} deviations of each neuron");

    internal override IReadOnlySet<string> FixedLayers => s_fixed;

    internal override (string Network, string Layer)? Code => (Network, Layer);

    internal override void Register(FrozenNetworks networks) => networks.Read(Network, Layer);

    /// <summary>Mean and variance of each channel's values over the training's first images, as the file will hold them: in float16.</summary>
    internal override void Prepare(Network generator, GeneratorRecipe recipe, FrozenNetworks networks, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var code = generator.ParametersOf(CodeDecoders.CodeLayer);
        var (sum, squares, count) = (zeros(code["running_mean"].shape, ScalarType.Float64), zeros(code["running_mean"].shape, ScalarType.Float64), 0L);
        foreach (var (pictures, _) in new EvaluationImages(networks.Named(Network), recipe.World(recipe.WorldSeed), MeasuredImages).Batches("measuring codes", null, cancellation))
        {
            using var inner = NewDisposeScope();
            var values = networks.Given(pictures).Of(Network, Layer).to(ScalarType.Float64).transpose(0, 1).flatten(1).cpu();
            sum.add_(values.sum(1));
            squares.add_(values.square().sum(1));
            count += values.shape[1];
        }

        var mean = sum * (1.0 / count);
        Set(code["running_mean"], mean);
        var variance = (squares * (1.0 / count) - mean.square()).clamp(min: 0);
        Set(code["running_var"], variance);
        if (!generator.Architecture.Has(CodeAutoencoders.UnitsLayer))
            return;
        var units = generator.ParametersOf(CodeAutoencoders.UnitsLayer);
        Set(units["weight"], variance.sqrt());
        Set(units["bias"], mean);
    }

    internal override Tensor Of(Network generator, Tensor pictures, PictureFeatures features, PictureFeatures? styles, RandomStream dice)
    {
        var codes = features.Of(Network, Layer);
        if (Noise <= 0)
            return codes;
        using var grad = no_grad();
        var strengths = Array.ConvertAll(new double[codes.shape[0]], _ => (float)dice.NextDouble(LeastNoise, Noise));
        var normal = Array.ConvertAll(dice.Normal(codes.NumberOfElements), value => (float)value);
        long[] perCode = [codes.shape[0], .. Enumerable.Repeat(1L, (int)codes.ndim - 1)];
        long[] perChannel = [1, codes.shape[1], .. Enumerable.Repeat(1L, (int)codes.ndim - 2)];
        var deviations = generator.ParametersOf(CodeDecoders.CodeLayer)["running_var"].sqrt().reshape(perChannel);
        var moved = codes + tensor(normal, codes.shape, device: codes.device) * deviations * tensor(strengths, perCode, device: codes.device);
        // Behind a ReLU nothing is negative.
        return features.IsRectified(Network, Layer) ? moved.relu() : moved;
    }

    internal override (Tensor Values, Tensor Variances)? CleanCodes(Network generator, PictureFeatures features) =>
        (features.Of(Network, Layer), generator.ParametersOf(CodeDecoders.CodeLayer)["running_var"]);

    internal override long ConditionSize(Architecture generator) => generator.InputShape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The standardized code.</summary>
    internal override Tensor? Condition(Network generator, Tensor input)
    {
        using var grad = no_grad();
        return generator.Architecture.LayerNamed(CodeDecoders.CodeLayer).Operation.Forward([input], generator.ParametersOf(CodeDecoders.CodeLayer)).flatten(1);
    }

    private static void Set(Tensor parameter, Tensor value) => parameter.copy_(value.to(ScalarType.Float16).to(ScalarType.Float32));
}
