using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Methods.Style;

/// <summary>
/// Arbitrary style transfer by adaptive instance normalization: the content's features are given the channel means and deviations of the
/// style's, and decoded: t = (1 − α) f(c) + α Σ w AdaIN(f(c), f(s)). Huang and Belongie 2017, equations 8, 14 and 15.
/// </summary>
/// <remarks>
/// Encoder and decoder come with the product: vgg-mini, with average pools and mirrored borders, to its third ReLU (<see cref="StyleNetworks.DecodedLayer"/>), where the paper takes
/// VGG-19 to relu4_1, and a decoder trained on ConceptWorld with all of our paintings as styles. Styles come by the roles "style", "style2", "style3", "style4";
/// pictures have sides of up to 8192 pixels, and as many as the encoder's layer asks for. Cost: one pass of the encoder for the content and for each style, one of the decoder.
/// </remarks>
[Method(
    "style-adain", "style",
    Summary = "the content of a picture in the style of any other, by the moments of features and a decoder",
    Source = "Huang and Belongie 2017, Arbitrary Style Transfer in Real-time with Adaptive Instance Normalization",
    Result = ResultKind.Image,
    AnySize = true,
    Roles = ["style", "style2", "style3", "style4"],
    NeededRoles = ["style"])]
public sealed record StyleAdain : OnePassTransfer
{
    [Option("alpha: how much of the style; 0: the content as the decoder gives it back", Least = 0, Greatest = 1)]
    public double Alpha { get; init; } = 1;

    [Option("a share for each style, divided by their sum; empty: equal ones")]
    public double[] Blend { get; init; } = [];

    [Option("free: the colors are the style's; luminance: the content's chroma stays; histogram: the style gets the content's colors before")]
    public ColorPreservation Color { get; init; } = ColorPreservation.Free;

    public override IReadOnlyList<string> Companions => [Entry.Name, Entry.Network];

    private static GeneratorEntry Entry => GeneratorCatalogue.Named(StyleNetworks.Decoder);

    private protected override Tensor Transferred(Probe probe)
    {
        // As the decoder has seen it.
        var (encoder, decoder) = (StyleNetworks.Encoder(probe.Companions[Entry.Network]), probe.Companions[Entry.Name]);
        var colored = ColorChange.Before(Color, probe);
        var (styles, shares) = StylesOf(colored);
        foreach (var (role, picture) in styles)
            StylePictures.CheckLargeEnough(role, picture, encoder.Architecture, [StyleNetworks.DecodedLayer], "give a larger picture");
        var content = Features(encoder, Extended(colored.Input, decoder, side => side / StyleNetworks.DecodedStride), probe);
        var moved = Moved(content, styles.Select(style => Features(encoder, style.Picture, probe)), shares);
        var made = Output(decoder, content * (1 - Alpha) + moved * Alpha, decoder.Architecture.Output.Name, probe);
        return ColorChange.After(Color, probe, FromPainter(probe, made));
    }

    private protected override (IReadOnlyList<(string Role, Tensor Picture)> Pictures, IReadOnlyList<double> Shares) StylesOf(Probe probe)
    {
        var styles = StylePictures.Of(probe);
        return (styles, StylePictures.Shares("style-adain", Blend, [.. styles.Select(style => style.Role)]));
    }

    private static Tensor Features(Network encoder, Tensor picture, Probe probe) => Output(encoder, ToPainter(probe, picture), StyleNetworks.DecodedLayer, probe);

    /// <summary>The content's features with each style's moments, in the mean by the shares; a style without one is not asked.</summary>
    private static Tensor Moved(Tensor content, IEnumerable<Tensor> styles, IReadOnlyList<double> shares) => styles
        .Zip(shares, (features, share) =>
        {
            var (mean, deviation) = ChannelMoments.Of(features);
            return ChannelMoments.Given(content, mean, deviation) * share;
        })
        .Aggregate((sum, term) => sum + term);
}
