namespace VizBench.Networks;

/// <summary>The filters of a network's first convolution: what looks at the pixels themselves (Zeiler and Fergus 2014, figure 6).</summary>
public sealed record FirstLayerFilters
{
    private FirstLayerFilters(string layer, IReadOnlyList<double[]> values, int channels, int height, int width) =>
        (Layer, Values, Channels, Height, Width) = (layer, values, channels, height, width);

    public string Layer { get; }

    /// <summary>By filter: channels × height × width weights, row-major; colours in the order red, green, blue.</summary>
    public IReadOnlyList<double[]> Values { get; }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <exception cref="UserError">no convolution looks at the input</exception>
    public static FirstLayerFilters Of(Network network)
    {
        var pixels = new HashSet<string>(StringComparer.Ordinal) { Architecture.InputName };
        // Pixels that the graph itself normalizes or pads are pixels all the same.
        foreach (var other in network.Architecture.Layers.Where(other => other.Operation is BatchNorm or Scale or Shift or Affine or Dropout or Pad && pixels.Contains(other.Inputs[0])))
            pixels.Add(other.Name);
        var layer = network.Architecture.Layers.FirstOrDefault(layer => layer.Operation is Convolution && pixels.Contains(layer.Inputs[0]))
            ?? throw new UserError($"{network.Name} has no convolution that reads the input, so it has no filters to show");
        using var scope = NewDisposeScope();
        var weight = network.ParametersOf(layer.Name).Weight.detach().to(ScalarType.Float64).cpu().contiguous();
        var shape = weight.shape;
        var size = (int)(shape[1] * shape[2] * shape[3]);
        var filters = weight.data<double>().ToArray().Chunk(size);
        if (network.Architecture.Preprocessing.BlueFirst)
            filters = filters.Select(filter => filter.Chunk(size / (int)shape[1]).Reverse().SelectMany(plane => plane).ToArray());
        return new FirstLayerFilters(layer.Name, [.. filters], (int)shape[1], (int)shape[2], (int)shape[3]);
    }
}
