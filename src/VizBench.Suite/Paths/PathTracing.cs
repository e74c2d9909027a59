using VizBench.Data.Images;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Methods.Relevance.Paths;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>The influential pathways of one prediction, each strong unit with where it looked here and what excites it elsewhere. Achtibat et al. 2023.</summary>
/// <param name="Graph">units, and flows between them</param>
/// <param name="Units">those of the graph that stand by themselves, in its order</param>
public sealed record PathTracing(FlowGraph Graph, IReadOnlyList<PathUnit> Units)
{
    /// <param name="input">(1, C, H, W)</param>
    /// <param name="source">where reference images come from; null: there are none, and every unit is shown without</param>
    /// <param name="images">how many of them are looked through</param>
    /// <param name="references">how many are shown of each unit</param>
    /// <exception cref="UserError">options that don't suit the network</exception>
    public static PathTracing Of(
        RelevancePaths method, Network network, Tensor input, long target, PictureSequence? source, long images, int references, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(network);
        using var scope = NewDisposeScope();
        var probe = new Probe { Network = network, Input = input, Targets = [target], Cancellation = cancellation };
        var graph = method.RunChecked(probe).Flows[0];
        var layers = graph.Layers.SkipLast(1).ToArray();
        var units = new List<PathUnit>();
        for (var i = 0; i < layers.Length; i++)
        {
            progress?.Report(i / (double)layers.Length);
            var tops = source is null ? null : TopActivations.Of(network, layers[i].Layer, source, images, references, null, cancellation);
            units.AddRange(layers[i].Nodes.Where(node => node.Unit is not null).Select(node => UnitOf(method, probe, layers[i].Layer, node, source, tops?[(int)node.Unit!.Value] ?? [])));
        }

        return new PathTracing(graph, units);
    }

    private static PathUnit UnitOf(RelevancePaths method, Probe probe, string layer, FlowNode node, PictureSequence? source, IReadOnlyList<TopActivation> top)
    {
        using var scope = NewDisposeScope();
        var architecture = probe.Network.Architecture;
        // The flows are known: for the map one layer is enough.
        var through = method with { Layers = [layer], Top = 1 };
        var map = TensorArrays.ToNdArray(through.RunChecked(probe with { Layer = layer, Units = [new Unit(node.Unit!.Value)] }).Value.select(0, 0));
        var field = ReceptiveFields.Of(architecture)[architecture.LayerNamed(layer).Name];
        RgbImage[] references = [.. top.Select(found => FieldCrop.Of(source!.Seen(probe.Network, found.Image), field, found.Y, found.X))];
        return new PathUnit(layer, node.Unit!.Value, node.Amount, ResultPicture.Of(new ResultView(ResultKind.SignedAttribution, map.ToDoubles(), map.Shape, architecture, null)), references);
    }
}
