using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>The units of some layers: each layer in its own basis, or in a random one; their maps, and these at the size of labels.</summary>
internal sealed class LayerUnits
{
    private readonly IReadOnlyList<Tensor?> _rotations;
    private readonly ReceptiveField[]? _anchors;

    /// <param name="layers">names of layers with rows and columns</param>
    /// <exception cref="UserError">a layer without rows and columns, none at all, or one whose units have no centers to be anchored at</exception>
    internal LayerUnits(Network network, IReadOnlyList<string> layers, DissectionSettings settings)
    {
        if (layers.Count == 0)
            throw new UserError("no layer is named, so there is nothing to dissect; name some with --layers");
        if (layers.FirstOrDefault(layer => !LastSpatialLayer.IsSpatial(network.Architecture, layer)) is { } flat)
            throw new UserError($"{flat} has no rows and columns, so its units see no place; dissect a layer with maps (vizbench list layers {network.Architecture.Name})");
        (Network, Layers) = (network, layers);
        Counts = [.. layers.Select(layer => (int)network.Architecture.ShapeOf(layer)[0])];
        _anchors = settings.Upsampling == MapUpsampling.ReceptiveField ? AnchorsOf(network.Architecture, layers) : null;
        _rotations = [.. Counts.Select(count => settings.Rotation is { } seed ? tensor(BasisRotation.Random(count, seed), [count, count], network.dtype, network.device) : null)];
    }

    internal Network Network { get; }

    internal IReadOnlyList<string> Layers { get; }

    /// <summary>Units of each layer.</summary>
    internal IReadOnlyList<int> Counts { get; }

    /// <summary>Values of all maps of one image.</summary>
    internal long Values => Layers.Sum(layer => Network.Architecture.ShapeOf(layer).Aggregate(1L, (product, length) => product * length));

    /// <summary>(N, units, h, w) of each layer.</summary>
    internal IReadOnlyList<Tensor> Maps(Tensor input, CancellationToken cancellation) =>
        [.. ForwardWalk.Outputs(Network, input, Layers, cancellation).Zip(_rotations, (maps, rotation) => rotation is null ? maps : rotation.matmul(maps.flatten(2)).reshape(maps.shape))];

    /// <summary>Maps of a layer at the size of labels.</summary>
    /// <param name="maps">(…, h, w)</param>
    /// <returns>(…, height, width)</returns>
    internal Tensor Upsampled(int layer, Tensor maps, long height, long width) => _anchors is null
        ? MapSampling.Bilinear(maps, height, width)
        : MapSampling.Anchored(maps, AxisOf(_anchors[layer].Rows, Network.Architecture.InputShape[1], height), height, AxisOf(_anchors[layer].Columns, Network.Architecture.InputShape[2], width), width);

    private static ReceptiveField[] AnchorsOf(Architecture architecture, IReadOnlyList<string> layers)
    {
        var fields = ReceptiveFields.Of(architecture);
        return [.. layers.Select(layer => fields[architecture.LayerNamed(layer).Name] is { Rows.Stride: > 0, Columns.Stride: > 0 } field
            ? field
            : throw new UserError($"{layer}: its units see the whole input, so they have no centers to be anchored at; take --upsample bilinear"))];
    }

    /// <summary>Where the fields' centers stand in labels of another size than the input.</summary>
    private static MapAxis AxisOf(ReceptiveInterval field, long input, long labels)
    {
        var scale = (double)labels / input;
        return new MapAxis((field.Start + field.Size / 2.0) * scale - 0.5, field.Stride * scale);
    }
}
