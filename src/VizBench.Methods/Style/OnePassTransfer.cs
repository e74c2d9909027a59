using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;

namespace VizBench.Methods.Style;

/// <summary>
/// Style transfer by one forward pass of a trained network (<see cref="StyleNetworks"/>). The network that the method is applied to makes nothing: it
/// measures the content and Gram distances of what was made, at the same layers and with averages in the place of its maxima, as style-gatys does.
/// </summary>
public abstract record OnePassTransfer : Method
{
    [Option("layers at which the content's distance is measured, by name or as relu4_2 by stage and place; empty: by the rule")]
    public string[] ContentLayers { get; init; } = [];

    [Option("layers at which the style's distance is measured; empty: by the rule")]
    public string[] StyleLayers { get; init; } = [];

    [Option("whether the distances are measured: a pass of the network for each of picture, style and result")]
    public bool Measured { get; init; } = true;

    public sealed override void CheckSuits(Architecture architecture, string? layer)
    {
        if (!Measured)
            return;
        TransferLayers.ContentOr(architecture, ContentLayers);
        TransferLayers.StyleOr(architecture, StyleLayers);
    }

    public sealed override MethodResult Run(Probe probe)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        probe = probe.InPaintingPrecision();
        if (Canvas.Of(probe).Channels != Painters)
            throw new UserError($"{probe.Network.Name} takes {probe.Input.shape[1]} channels, and the networks of {MethodRegistry.Of(this).Id} paint in red, green and blue; take a network of color pictures");
        StylePictures.Check(probe);
        var count = (int)probe.BatchSize;
        var together = count == 1 ? 1 : Measured ? Measuring(() => TransferLayers.Together(probe, ContentLayers, StyleLayers, s_memory)) : BatchParts.MostOf(probe);
        return PaintedBatch.Together([.. BatchParts.Of(probe, count, together).Select(part => Made(probe with
        {
            Input = probe.Input.narrow(0, part.First, part.Size),
            Roles = BatchParts.RolesOf(probe, count, part.First, part.Size),
        }))]);
    }

    private PaintedBatch Made(Probe probe)
    {
        using var scope = NewDisposeScope();
        var picture = Transferred(probe);
        var numbers = Measured ? Measuring(() => Distances(probe).NumbersOf(picture)) : new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);
        return new PaintedBatch(picture.MoveToOuterDisposeScope(), numbers, [], []);
    }

    /// <summary>A picture can be too small to be measured that is large enough to be made.</summary>
    private static T Measuring<T>(Func<T> measure)
    {
        try
        {
            return measure();
        }
        catch (UserError error)
        {
            throw new UserError($"{error.Message}; or make it without measuring its distances, --set measured=false", error);
        }
    }

    // What style-gatys may take too.
    private static readonly double s_memory = new StyleGatys().Memory * 1e9;

    private const int Painters = 3;

    /// <summary>The picture that is made, in the units of the probe's network.</summary>
    private protected abstract Tensor Transferred(Probe probe);

    /// <summary>The pictures whose style is wanted, in the units of the probe's network, and their shares, which sum to 1.</summary>
    private protected abstract (IReadOnlyList<(string Role, Tensor Picture)> Pictures, IReadOnlyList<double> Shares) StylesOf(Probe probe);

    /// <summary>The network's pictures in the units of the style networks.</summary>
    private protected static Tensor ToPainter(Probe probe, Tensor picture) => PainterOf(picture).ToNetwork(Of(probe, picture).ToColours(picture));

    /// <summary>What a style network made of pictures of a size that was rounded up, in the network's units and of the input's size.</summary>
    private protected static Tensor FromPainter(Probe probe, Tensor made) =>
        Of(probe, made).ToNetwork(PainterOf(made).ToColours(made)).narrow(2, 0, probe.Input.shape[2]).narrow(3, 0, probe.Input.shape[3]).contiguous();

    /// <summary>The picture with sides that are multiples of the style networks' stride: what is missing below and on the right is mirrored.</summary>
    /// <exception cref="UserError">the picture is smaller than the network's layers need, or larger than <see cref="StyleNetworks.LargestSide"/></exception>
    private protected static Tensor Extended(Tensor picture, Network painter, Func<long, long> inputSide)
    {
        var (height, width) = (picture.shape[2], picture.shape[3]);
        if (Math.Max(height, width) > StyleNetworks.LargestSide)
            throw new UserError($"a picture of {height}×{width} pixels is too large for {painter.Name}, which takes {StyleNetworks.LargestSide} a side; give a smaller one, or --size");
        var (below, right) = (Missing(height), Missing(width));
        var shapes = LayerShapes.At(painter.Architecture, inputSide(height + below), inputSide(width + right), [painter.Architecture.Output.Name]);
        if (shapes.Barrier is { } barrier || below >= height || right >= width)
            throw new UserError($"a picture of {height}×{width} pixels is too small for {painter.Name}: {shapes.Barrier ?? "its first layer"} has nothing to mirror at its border; give a larger picture");
        return new ReflectPad(0, new Extent(below, right)).Forward([picture], LayerParameters.None);

        static long Missing(long side) => (StyleNetworks.Stride - side % StyleNetworks.Stride) % StyleNetworks.Stride;
    }

    /// <summary>Runs a network to a layer.</summary>
    private protected static Tensor Output(Network network, Tensor input, string layer, Probe probe) => ForwardWalk.Outputs(network, input, [layer], probe.Cancellation)[0];

    /// <summary>The distances that style-gatys makes small, without weights.</summary>
    private StyleObjective Distances(Probe probe)
    {
        var (pictures, shares) = StylesOf(probe);
        var reader = new StyleReader(AveragePooling.Of(probe.Network), s_memory, probe.Cancellation);
        var (contents, styles) = (TransferLayers.ContentOr(reader.Architecture, ContentLayers), TransferLayers.StyleOr(reader.Architecture, StyleLayers));
        var style = StyleTarget.Read(reader, pictures, shares, styles, [.. styles.Select(_ => 1.0)]);
        var content = ContentTarget.Read(reader, probe.Input, contents, [.. contents.Select(_ => 1.0)]);
        return new StyleObjective(reader, content, style, 1, 1, Metrics.GramNormalization.GatysPaper);
    }

    private static Canvas Of(Probe probe, Tensor picture) => Canvas.Of(probe) with { Height = picture.shape[2], Width = picture.shape[3] };

    private static Canvas PainterOf(Tensor picture) =>
        new(picture.shape[2], picture.shape[3], Preprocessing.ConceptWorld(ConceptWorldClasses.InputSize), picture.dtype, picture.device);
}
