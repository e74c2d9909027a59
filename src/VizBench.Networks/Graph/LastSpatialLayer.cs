namespace VizBench.Networks;

/// <summary>
/// The layer that a class activation map is taken from where none is named: the last one, no pooling, that has more than one
/// position, and whose axes are known to be (C, H, W). VGG's last ReLU before its pool, the sum's ReLU of ResNet's last block, GoogLeNet's last concatenation.
/// </summary>
public static class LastSpatialLayer
{
    /// <exception cref="UserError">no layer has rows and columns</exception>
    public static Layer Of(Architecture architecture) =>
        architecture.Layers.LastOrDefault(layer => layer.Axes == AxesMeaning.ChannelsRowsColumns && CanBeTaken(architecture, layer))
        // Where the graph doesn't tell, three axes are taken for maps.
        ?? architecture.Layers.LastOrDefault(layer => CanBeTaken(architecture, layer))
        ?? throw new UserError($"{architecture.Name} has no layer with rows and columns before its poolings; take a network with convolutions");

    /// <summary>Whether the output of a layer is (C, H, W) with more than one position; layers of other axes, (H, W, C) for example, have no maps.</summary>
    /// <param name="layer">its name or one of its aliases</param>
    /// <exception cref="UserError">no such layer</exception>
    public static bool IsSpatial(Architecture architecture, string layer) =>
        architecture.ShapeOf(layer) is [_, var height, var width] && height * width > 1 && architecture.LayerNamed(layer).Axes != AxesMeaning.Other;

    private static bool CanBeTaken(Architecture architecture, Layer layer) => IsSpatial(architecture, layer.Name)
        && layer.Operation is not (MaxPool or AveragePool or AdaptiveAveragePool or GlobalMaxPool or LpPool or AxisReduction or Transpose);
}
