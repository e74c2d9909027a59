namespace VizBench.Networks;

/// <summary>
/// The layer that a class activation map is taken from where none is named: the last one, no pooling, that has more than one
/// position. VGG's last ReLU before its pool, the sum's ReLU of ResNet's last block, GoogLeNet's last concatenation.
/// </summary>
public static class LastSpatialLayer
{
    /// <exception cref="UserError">no layer has rows and columns</exception>
    public static Layer Of(Architecture architecture) =>
        architecture.Layers.LastOrDefault(layer => IsSpatial(architecture.ShapeOf(layer.Name)) && !IsPooling(layer.Operation))
        ?? throw new UserError($"{architecture.Name} has no layer with rows and columns before its poolings; take a network with convolutions");

    /// <summary>Whether the output of a layer, (C, H, W), has more than one position.</summary>
    public static bool IsSpatial(long[] shape) => shape is [_, var height, var width] && height * width > 1;

    private static bool IsPooling(Operation operation) => operation is MaxPool or AveragePool or AdaptiveAveragePool or GlobalMaxPool or LpPool or AxisReduction;
}
