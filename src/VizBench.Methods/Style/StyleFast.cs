using VizBench.Data.Paintings;
using VizBench.Methods.Inputs;
using VizBench.Networks.Zoo;

namespace VizBench.Methods.Style;

/// <summary>
/// Fast style transfer: a network trained for one style transforms the picture in a single forward pass. Johnson, Alahi and Fei-Fei 2016.
/// </summary>
/// <remarks>
/// The networks come with the product, one for each of some paintings of ours (<see cref="StyleNetworks"/>), trained on ConceptWorld through vgg-mini's
/// features. Pictures have sides of 5 to 8192 pixels, to be measured those that the measuring network takes; strokes and panes are of the size, in pixels, that they were trained with. The style's distances
/// are to the painting as it is drawn at the input size of the network that measures.
/// </remarks>
[Method(
    "style-fast", "style",
    Summary = "a picture in the style of a painting, by one pass of a network trained for it",
    Source = "Johnson, Alahi and Fei-Fei 2016, Perceptual Losses for Real-Time Style Transfer and Super-Resolution; Ulyanov et al. 2016, Instance Normalization",
    Result = ResultKind.Image,
    AnySize = true)]
public sealed record StyleFast : OnePassTransfer
{
    [Option("the painting whose network is taken: strokes or glass")]
    public string Style { get; init; } = StyleNetworks.Paintings[0];

    public override IReadOnlyList<string> Companions => [StyleNetworks.TransformFor(Style).Name];

    private protected override Tensor Transferred(Probe probe)
    {
        var network = probe.Companions[StyleNetworks.TransformFor(Style).Name];
        var picture = ToPainter(probe, Extended(probe.Input, network, side => side));
        return FromPainter(probe, Output(network, picture, network.Architecture.Output.Name, probe));
    }

    private protected override (IReadOnlyList<(string Role, Tensor Picture)> Pictures, IReadOnlyList<double> Shares) StylesOf(Probe probe)
    {
        var (architecture, name) = (probe.Network.Architecture, StyleNetworks.TransformFor(Style).Painting!);
        var painting = Painting.Draw(name, Painting.SizeFor(architecture.InputShape[1]));
        return ([($"the painting {name}", InputTensors.FromPicture(painting, architecture.Preprocessing, probe.Input.dtype, probe.Input.device))], [1]);
    }
}
