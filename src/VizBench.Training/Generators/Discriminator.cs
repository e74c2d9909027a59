using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>A discriminator under way; see <see cref="DiscriminatorOptions"/>. Owns its parameters and the optimiser's moments.</summary>
internal sealed class Discriminator : IDisposable
{
    private const string ScoreLayer = "score";
    private const string CodeWeight = "code.weight";
    private const double Slope = 0.2;
    private readonly Network _trunk;
    private readonly Tensor? _code;

    /// <param name="name">the generator's</param>
    /// <param name="picture">(C, H, W) of a picture</param>
    /// <param name="codeSize">how many values a code has; 0: the discriminator sees pictures alone</param>
    internal Discriminator(DiscriminatorOptions options, string name, long seed, IReadOnlyList<long> picture, long codeSize, Device device)
    {
        Options = options;
        using var scope = NewDisposeScope();
        var architecture = new Architecture(name + " discriminator", picture, Preprocessing.ConceptWorld((int)picture[1]), Trunk(options, picture[0]).Layers);
        _trunk = new Network(architecture, Initialisation.Of(architecture, seed, 1, 0.5).ToDictionary(p => p.Key, p => p.Value.to(device), StringComparer.Ordinal));
        if (codeSize > 0)
            _code = zeros([options.Channels[^1], codeSize], float32, device).DetachFromDisposeScope();
        Learned =
        [
            .. architecture.TrainedParameterShapes.Select(parameter => (parameter.Key, _trunk.Parameters[parameter.Key].requires_grad_())),
            .. _code is null ? [] : new[] { (CodeWeight, _code.requires_grad_()) },
        ];
        Optimizer = new Adam(options.Optimizer, Learned);
    }

    internal DiscriminatorOptions Options { get; }

    /// <summary>The parameters that gradients move.</summary>
    internal IReadOnlyList<(string Name, Tensor Value)> Learned { get; }

    internal Adam Optimizer { get; }

    /// <summary>Every tensor that steps change, by a name of its own.</summary>
    internal IEnumerable<(string Name, Tensor Value)> Tensors =>
    [
        .. Learned.Select(parameter => ("parameter/" + parameter.Name, parameter.Value)),
        .. Optimizer.Tensors.Select(tensor => ("adam/" + tensor.Name, tensor.Value)),
    ];

    /// <summary>Scores, (N, 1, h, w): the greater, the more real; differentiable by the pictures, and by the parameters where they are not held.</summary>
    /// <param name="pictures">(N, C, H, W)</param>
    /// <param name="code">(N, size), standardized; null where the discriminator takes none</param>
    /// <param name="holds">whether the parameters are constants</param>
    internal Tensor Scores(Tensor pictures, Tensor? code, bool holds)
    {
        var at = pictures;
        foreach (var layer in _trunk.Architecture.Layers)
        {
            var parameters = Parameters(layer, holds);
            if (string.Equals(layer.Name, ScoreLayer, StringComparison.Ordinal))
            {
                var score = layer.Operation.Forward([at], parameters);
                return _code is null ? score : score + Projection(at, code!, holds);
            }

            at = layer.Operation.Forward([at], parameters);
        }

        throw new InvalidOperationException("a discriminator ends in its score");
    }

    /// <summary>What the discriminator makes small, of scores r for pictures and f for what was made: log(1 + e⁻ʳ) + log(1 + eᶠ).</summary>
    internal static Tensor OwnLoss(Tensor real, Tensor made) => (-real).softplus().mean() + made.softplus().mean();

    /// <summary>What the generator makes small: log(1 + e⁻ᶠ).</summary>
    internal static Tensor GeneratorLoss(Tensor made) => (-made).softplus().mean();

    /// <summary>How far the scores of pictures move with noise, squared, in the mean, times the penalty's weight.</summary>
    /// <param name="scores">of the pictures without noise</param>
    internal Tensor Penalty(Tensor pictures, Tensor scores, Tensor? code, RandomStream noise) =>
        (Scores(pictures + Noise(pictures, noise), code, false) - scores).square().mean() * Options.Penalty;

    public void Dispose()
    {
        _trunk.Dispose();
        _code?.Dispose();
        Optimizer.Dispose();
    }

    private static LayerStack Trunk(DiscriminatorOptions options, long channels)
    {
        var stack = new LayerStack();
        void Add(int index, Convolution convolution)
        {
            stack.Add($"conv{index}", convolution);
            stack.Add($"relu{index}", new LeakyReLU(Slope));
        }

        for (var i = 0; i < options.Channels.Count; i++)
            Add(i + 1, new Convolution(i == 0 ? channels : options.Channels[i - 1], options.Channels[i], 4) { Stride = 2, Padding = 1 });
        Add(options.Channels.Count + 1, new Convolution(options.Channels[^1], options.Channels[^1], 3) { Padding = 1 });
        stack.Add(ScoreLayer, new Convolution(options.Channels[^1], 1, 1));
        return stack;
    }

    /// <summary>The inner product of the last activations with the code's embedding at each position, by the number of channels.</summary>
    private Tensor Projection(Tensor activations, Tensor code, bool holds)
    {
        var embedded = code.matmul((holds ? _code!.detach() : _code!).transpose(0, 1));
        return (activations * embedded.unsqueeze(2).unsqueeze(3)).mean([1], true);
    }

    private Tensor Noise(Tensor pictures, RandomStream noise) =>
        tensor(Array.ConvertAll(noise.Normal(pictures.NumberOfElements), value => (float)(value * Options.PenaltySigma)), pictures.shape, device: pictures.device);

    private LayerParameters Parameters(Layer layer, bool holds)
    {
        if (layer.Operation.Parameters.Count == 0)
            return LayerParameters.None;
        var held = _trunk.ParametersOf(layer.Name);
        return holds ? held.With(held.Weight.detach(), held.Bias?.detach()) : held;
    }
}
