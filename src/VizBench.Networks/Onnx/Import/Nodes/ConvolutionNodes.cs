namespace VizBench.Networks.Onnx;

/// <summary>Conv.</summary>
internal static class ConvolutionNodes
{
    internal static void Conv(NodeImport node)
    {
        var input = node.Activation(0);
        var weight = node.Parameter(1);
        if (weight.Shape is not [var outputs, var inputs, var height, var width] || input.Shape.Length != 3)
            throw node.Refuse($"convolves ({string.Join(", ", input.Shape)}) with weights ({string.Join(", ", weight.Shape)}); only two-dimensional convolutions are supported");
        var groups = node.Integer("group", 1);
        if (groups < 1 || groups > outputs || outputs % groups != 0)
            throw node.Refuse($"its {outputs} channels don't make {groups} groups");
        var window = SlidingWindow.Of(node, input, new Extent(height, width));
        if (!window.IsSymmetric)
            input = node.Before("pad", new Pad(window.Before, window.After), input);
        var operation = new Convolution(checked(inputs * groups), outputs, window.Kernel)
        {
            Stride = window.Stride,
            Padding = window.IsSymmetric ? window.Before : 0,
            Dilation = window.Dilation,
            Groups = groups,
            HasBias = node.Has(2),
        };
        var parameters = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = weight };
        if (operation.HasBias)
            parameters["bias"] = node.Vector(2, outputs);
        node.Become(operation, parameters, input);
    }
}
