namespace VizBench.Networks;

/// <summary>
/// A network whose convolutions mirror what lies at the border in the place of zeros, as the encoder of Huang and Belongie 2017 does: zeros are an edge
/// that no picture has, and a decoder that learns to give back what such an encoder sees draws a frame.
/// </summary>
public static class MirroredBorders
{
    /// <summary>
    /// The same layers and weights; in front of each zero-padded convolution stands a layer that mirrors, named after it. Padding of pools stays. The
    /// result shares the network's parameters and must not be disposed of; without such convolutions it is the network itself.
    /// </summary>
    /// <exception cref="ArgumentException">a convolution pads a map with at least as many positions as it has</exception>
    public static Network Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var architecture = network.Architecture;
        return architecture.Layers.Any(layer => IsPadded(layer.Operation))
            ? new Network(architecture.With([.. architecture.Layers.SelectMany(Mirrored)], architecture.Output.Name), network.Parameters, network.dtype, network.device)
            : network;
    }

    private static bool IsPadded(Operation operation) => operation is Convolution convolution && convolution.Padding != (Extent)0;

    private static IEnumerable<Layer> Mirrored(Layer layer)
    {
        if (layer.Operation is not Convolution convolution || !IsPadded(convolution))
            return [layer];
        var border = new Layer($"{layer.Name}.border", new ReflectPad(convolution.Padding, convolution.Padding), layer.Inputs);
        return [border, layer with { Operation = convolution with { Padding = 0 }, Inputs = [border.Name] }];
    }
}
