using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;

namespace VizBench.Methods.Optimising;

/// <summary>
/// A generator of pictures from a layer's codes, with the network whose codes they are. Pictures go between networks of other sizes and
/// units as colors in 0 … 1, resized bilinearly (half-pixel centres); a network of one channel sees their grey.
/// </summary>
internal sealed class CodeGenerator
{
    private readonly string _method;
    private readonly GeneratorEntry _entry;
    private readonly Network _generator;
    private readonly IReadOnlyDictionary<string, Network> _companions;

    /// <param name="method">the method's id, for messages</param>
    /// <param name="name">of the generator, one of the companions</param>
    /// <param name="companions">the generator; and, where codes of pictures are asked for, the network whose codes it takes</param>
    /// <exception cref="UserError">no such generator, or one that makes no pictures of codes</exception>
    internal CodeGenerator(string method, string name, IReadOnlyDictionary<string, Network> companions)
    {
        (_method, _entry, _companions) = (method, EntryNamed(method, name), companions);
        _generator = companions[_entry.Name];
    }

    /// <summary>Of one code: (features) or (C, h, w).</summary>
    internal long[] CodeShape => [.. _generator.Architecture.InputShape];

    /// <summary>A generator that makes pictures of a layer's codes.</summary>
    /// <exception cref="UserError">no such generator, or one that makes something else, or of something else</exception>
    internal static GeneratorEntry EntryNamed(string method, string name)
    {
        var entry = GeneratorCatalogue.Named(name);
        return GeneratorCatalogue.Decoders.Contains(entry)
            ? entry
            : throw new UserError($"{method} takes a generator that makes pictures of a layer's codes, and {entry.Name} is none; there are {string.Join(", ", GeneratorCatalogue.Decoders.Select(decoder => decoder.Name))}");
    }

    /// <summary>The denoising autoencoder of a generator's codes.</summary>
    /// <exception cref="UserError">there is none</exception>
    internal static GeneratorEntry AutoencoderFor(string method, GeneratorEntry generator) =>
        GeneratorCatalogue.All.FirstOrDefault(entry => entry.MakesCodes && string.Equals(entry.Network, generator.Network, StringComparison.Ordinal) && string.Equals(entry.Layer, generator.Layer, StringComparison.Ordinal))
        ?? throw new UserError($"{method} has no autoencoder of {generator.Name}'s codes, {generator.Layer} of {generator.Network}; choose a generator of other codes, or options that need none, with --set");

    /// <summary>The networks that a method runs which climbs a generator's code: the generator, the network whose codes it takes, and their autoencoder where that is asked for.</summary>
    /// <exception cref="UserError">no such generator, or no autoencoder of its codes</exception>
    internal static IReadOnlyList<string> CompanionsOf(string method, string name, bool withAutoencoder)
    {
        var entry = EntryNamed(method, name);
        return withAutoencoder ? [entry.Name, entry.Network, AutoencoderFor(method, entry).Name] : [entry.Name, entry.Network];
    }

    /// <summary>Refuses a network whose input is neither color nor grey.</summary>
    /// <exception cref="UserError">another number of channels than one or three</exception>
    internal static void CheckChannels(string method, Architecture architecture)
    {
        if (!Data.Images.PlanarImage.CanShow((int)architecture.InputShape[0]))
            throw new UserError($"{method}'s generators make color pictures: it needs a network of one channel (grey) or three (color), and the network takes {architecture.InputShape[0]}");
    }

    /// <summary>(N, …) → (N, C, H, W) on the canvas, in its network's units. Differentiable.</summary>
    internal Tensor PictureOn(Canvas canvas, Tensor code, CancellationToken cancellation = default)
    {
        var made = Made(code, cancellation);
        return Moved(made, CanvasOfMade(made), canvas);
    }

    /// <summary>E(G(h)): the codes of the generator's own pictures, (N, …) → (N, …).</summary>
    internal Tensor CodesOfMade(Tensor code, CancellationToken cancellation)
    {
        var made = Made(code, cancellation);
        return CodesOf(CanvasOfMade(made), made, cancellation);
    }

    /// <summary>R(h): what the autoencoder, one of the companions, takes for the codes without their noise, (N, …) → (N, …).</summary>
    internal Tensor WithoutNoise(Tensor code, CancellationToken cancellation)
    {
        var autoencoder = _companions[AutoencoderFor(_method, _entry).Name];
        var (architecture, output) = (autoencoder.Architecture, autoencoder.Architecture.Output.Name);
        return architecture.InputShape.SequenceEqual(CodeShape)
            ? ForwardWalk.Outputs(autoencoder, code, [output], cancellation)[0]
            : throw Misfit(output, architecture, architecture.InputShape);
    }

    /// <summary>(N, C, H, W) on the canvas, in its network's units → (N, …), the codes by which the network that the generator was made for knows them.</summary>
    internal Tensor CodesOf(Canvas canvas, Tensor picture, CancellationToken cancellation = default)
    {
        var encoder = _companions[_entry.Network];
        var (layer, input) = (_entry.Layer!, encoder.Architecture.InputShape);
        if (!encoder.Architecture.ShapeOf(layer).AsSpan().SequenceEqual(CodeShape))
            throw Misfit(layer, encoder.Architecture, encoder.Architecture.ShapeOf(layer));
        var seen = Moved(picture, canvas, new Canvas(input[1], input[2], encoder.Architecture.Preprocessing, picture.dtype, picture.device));
        return ForwardWalk.Outputs(encoder, seen, [layer], cancellation)[0];
    }

    /// <summary>The training codes' mean, one for each channel, (C) or (C, 1, 1).</summary>
    internal Tensor Mean() => ByChannel(Statistic("running_mean"));

    /// <summary>The training codes' standard deviation, shaped like <see cref="Mean"/>.</summary>
    internal Tensor Deviation() => ByChannel(Statistic("running_var").sqrt());

    /// <summary>Least and greatest values of codes, by channel: 0, or where the layer isn't rectified so many deviations under the mean; and so many above it.</summary>
    /// <param name="sigmas">0: no bound but that of rectified codes</param>
    internal (double[] Low, double[] High) Bounds(double sigmas)
    {
        var (means, deviations) = (Numbers(Statistic("running_mean")), Numbers(Statistic("running_var").sqrt()));
        var isRectified = NetworkCatalogue.Named(_entry.Network).Build().LayerNamed(_entry.Layer!).Operation is ReLU;
        double[] At(double signed) => [.. means.Zip(deviations, (mean, deviation) => sigmas == 0 ? signed * double.PositiveInfinity : mean + signed * sigmas * deviation)];
        return (isRectified ? new double[means.Length] : At(-1), At(1));
    }

    /// <summary>Refuses codes of another shape.</summary>
    /// <param name="layer">where they are from</param>
    /// <param name="shape">of one</param>
    internal UserError Misfit(string layer, Architecture architecture, IReadOnlyList<long> shape) => new(MisfitText(_method, _entry.Name, CodeShape, layer, architecture, shape));

    /// <summary>What <see cref="Misfit"/> says.</summary>
    internal static string MisfitText(string method, string generator, IReadOnlyList<long> wanted, string layer, Architecture architecture, IReadOnlyList<long> shape) =>
        $"{method}: {generator} takes codes of shape ({string.Join(", ", wanted)}), and {layer} of {architecture.Name} gives ({string.Join(", ", shape)}); choose another layer, or another generator with --set generator=…";

    private Tensor ByChannel(Tensor values) => values.reshape([-1, .. CodeShape.Skip(1).Select(_ => 1L)]);

    private Tensor Statistic(string role) => _generator.ParametersOf(CodeDecoders.CodeLayer)[role];

    private static double[] Numbers(Tensor values) => values.to(ScalarType.Float64, CPU).data<double>().ToArray();

    private Tensor Made(Tensor code, CancellationToken cancellation) => ForwardWalk.Outputs(_generator, code, [_generator.Architecture.Output.Name], cancellation)[0];

    private Canvas CanvasOfMade(Tensor made) => new(made.shape[2], made.shape[3], _generator.Architecture.Preprocessing, made.dtype, made.device);

    /// <summary>A picture in another network's size and units.</summary>
    private static Tensor Moved(Tensor picture, Canvas from, Canvas to)
    {
        var colors = from.ToColours(picture);
        if ((from.Height, from.Width) != (to.Height, to.Width))
            colors = SeparableMap.Resized(colors, to.Height, to.Width);
        return to.ToNetwork(to.Channels == 1 ? from.Luminance(colors) : colors.expand(-1, to.Channels, -1, -1));
    }
}
