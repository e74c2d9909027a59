using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Methods.Inversion;

/// <summary>
/// A layer's code of the input back to a picture, by one forward pass of an up-convolutional network that was trained to: what the code tells
/// of pictures like those that it was trained on. Image loss as in Dosovitskiy and Brox 2016, "Inverting Visual Representations with
/// Convolutional Networks"; a generator trained by adversarial and feature losses as well is named by the option.
/// </summary>
/// <remarks>
/// Numbers beside it: "code-error", ‖Φ(x̂) − Φ(x)‖ / ‖Φ(x)‖, Φ the layer; "psnr", dB, and "ssim" of colours in 0 … 1 to the input.
/// Cost: two forward passes of the network and one of the decoder.
/// </remarks>
[Method(
    "invert-upconv", "inversion",
    Summary = "a layer's code back to a picture by one pass of a trained up-convolutional network",
    Source = "Dosovitskiy and Brox 2016, Inverting Visual Representations with Convolutional Networks",
    Result = ResultKind.Image,
    Optional = Needs.Layer)]
public sealed record InvertUpconv : Method, IInversion
{
    private const string Id = "invert-upconv";

    [Option("the decoder (vizbench list generators); default: the one made for the network's layer, without a layer fc6's")]
    public string Generator { get; init; } = "";

    /// <summary>Those that have a decoder: of the layer, where one is given.</summary>
    public override IReadOnlyList<string> MadeFor(string? layer) => Generator.Length > 0
        ? [CodeGenerator.EntryNamed(Id, Generator).Network]
        : [.. GeneratorCatalogue.Decoders.Where(entry => layer is null || IsOf(entry, layer)).Select(entry => entry.Network).Distinct(StringComparer.Ordinal)];

    public override IReadOnlyList<string> CompanionsFor(Architecture architecture, string? layer) => [DecoderFor(architecture, layer).Name];

    public override void CheckSuits(Architecture architecture, string? layer) => DecoderFor(architecture, layer);

    public string? WhyNot(Architecture architecture, string layer)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Find(architecture, layer).WhyNot;
    }

    public override MethodResult Run(Probe probe)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        probe.Cancellation.ThrowIfCancellationRequested();
        var (network, architecture) = (probe.Network, probe.Network.Architecture);
        probe = probe.InPaintingPrecision();
        var entry = DecoderFor(architecture, probe.Layer);
        var layer = architecture.LayerNamed(probe.Layer ?? entry.Layer!).Name;
        var decoder = new CodeGenerator(Id, entry.Name, probe.Companions);
        var code = Sight.Outputs(network, probe.Input, [layer], probe.Cancellation)[0];
        if (!code.shape.AsSpan(1).SequenceEqual(decoder.CodeShape))
            throw new UserError($"{Id}: {entry.Name} takes codes of shape ({string.Join(", ", decoder.CodeShape)}), and {layer} of {network.Name} gives ({string.Join(", ", code.shape[1..])}) for an input of {probe.Input.shape[2]}×{probe.Input.shape[3]}; give inputs of {architecture.InputShape[1]}×{architecture.InputShape[2]}");
        var picture = decoder.PictureOn(Canvas.Of(probe), code, probe.Cancellation);
        return new MethodResult(picture.MoveToOuterDisposeScope())
        {
            Scalars = InvertedPictures.ScalarsOf(probe, new InvertedCode(layer, code, null), picture).ToDictionary(StringComparer.Ordinal),
            Notes = string.Equals(entry.Network, network.Name, StringComparison.Ordinal) && string.Equals(entry.Layer, layer, StringComparison.Ordinal)
                ? []
                : [$"{entry.Name} was trained on codes of {entry.Layer} of {entry.Network}: what it makes of {layer} of {network.Name} need not mean anything"],
        };
    }

    /// <exception cref="UserError">there is none for the network or the layer, or the one named takes other codes</exception>
    private GeneratorEntry DecoderFor(Architecture architecture, string? layer)
    {
        var (decoder, reason) = Find(architecture, layer);
        return decoder ?? throw new UserError(reason!);
    }

    /// <summary>The decoder, or why there is none.</summary>
    /// <exception cref="UserError">no such layer, or no such decoder as the option names</exception>
    private (GeneratorEntry? Decoder, string? WhyNot) Find(Architecture architecture, string? layer)
    {
        if (Generator.Length > 0)
            return Named(architecture, layer);
        var own = GeneratorCatalogue.Decoders.Where(entry => string.Equals(entry.Network, architecture.Name, StringComparison.Ordinal)).ToArray();
        if (own.Length == 0)
        {
            var networks = GeneratorCatalogue.Decoders.Select(entry => entry.Network).Distinct(StringComparer.Ordinal);
            return (null, $"{Id} has no decoder for {architecture.Name}; it has some for {string.Join(" and ", networks)}, take one of these, or name a generator whose code fits with --set generator=…");
        }

        var name = layer is null ? null : architecture.LayerNamed(layer).Name;
        return own.FirstOrDefault(entry => name is null ? architecture.ShapeOf(entry.Layer!).Length == 1 : string.Equals(entry.Layer, name, StringComparison.Ordinal)) is { } decoder
            ? (decoder, null)
            : (null, $"{Id} has no decoder for {name} of {architecture.Name}; it has some for {string.Join(", ", own.Select(entry => entry.Layer).Distinct(StringComparer.Ordinal))}");
    }

    /// <summary>Whether a decoder's codes are a layer's, given by its name or an alias.</summary>
    private static bool IsOf(GeneratorEntry entry, string layer)
    {
        var architecture = NetworkCatalogue.ArchitectureOf(entry.Network);
        return architecture.Has(layer) && string.Equals(architecture.LayerNamed(layer).Name, entry.Layer, StringComparison.Ordinal);
    }

    private (GeneratorEntry? Decoder, string? WhyNot) Named(Architecture architecture, string? layer)
    {
        var entry = CodeGenerator.EntryNamed(Id, Generator);
        var name = architecture.LayerNamed(layer ?? entry.Layer!).Name;
        var wanted = entry.Build().InputShape;
        return architecture.ShapeOf(name).AsSpan().SequenceEqual([.. wanted])
            ? (entry, null)
            : (null, CodeGenerator.MisfitText(Id, entry.Name, wanted, name, architecture, architecture.ShapeOf(name)));
    }
}
