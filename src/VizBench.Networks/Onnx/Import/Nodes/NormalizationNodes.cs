namespace VizBench.Networks.Onnx;

/// <summary>Batch, instance, layer and local response normalisation.</summary>
internal static class NormalizationNodes
{
    internal static void BatchNormalization(NodeImport node)
    {
        // Before opset 14, further outputs are what tells training.
        if (node.Integer("training_mode", 0) != 0 || node.Node.Outputs.Count(output => output.Length > 0) > 1)
            throw node.Refuse("normalises by the batch, as in training; export the model in evaluation mode (model.eval())");
        if (node.Integer("spatial", 1) == 0)
            throw node.Refuse("spatial = 0 is not supported");
        var input = node.Activation(0);
        var channels = input.Shape[0];
        var parameters = new Dictionary<string, ParameterSource>(StringComparer.Ordinal)
        {
            ["weight"] = node.Vector(1, channels),
            ["bias"] = node.Vector(2, channels),
            ["running_mean"] = node.Vector(3, channels),
            ["running_var"] = node.Vector(4, channels),
        };
        node.BecomeElementwise(new BatchNorm(channels) { Epsilon = node.Real("epsilon", 1e-5f) }, parameters, input);
    }

    internal static void InstanceNormalization(NodeImport node)
    {
        var input = node.Activation(0);
        var channels = input.Shape[0];
        var parameters = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = node.Vector(1, channels), ["bias"] = node.Vector(2, channels) };
        node.BecomeElementwise(new InstanceNorm(channels) { Epsilon = node.Real("epsilon", 1e-5f) }, parameters, input);
    }

    internal static void LayerNormalization(NodeImport node)
    {
        var input = node.Activation(0);
        var first = node.SampleAxis(node.Integer("axis", -1), input.Rank);
        long[] shape = input.Shape[first..];
        var parameters = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = Fitting(node, 1, shape) };
        if (node.Has(2))
            parameters["bias"] = Fitting(node, 2, shape);
        var operation = new LayerNorm(shape)
        {
            Epsilon = node.Real("epsilon", 1e-5f),
            HasBias = node.Has(2),
            IsSpatial = input.Axes is { } axes && Math.Max(axes.Rows, axes.Columns) >= first,
        };
        node.BecomeElementwise(operation, parameters, input);
    }

    internal static void LocalResponse(NodeImport node)
    {
        var size = node.Integer("size", 0);
        if (size < 1 || size % 2 == 0)
            throw node.Refuse($"its size is {size}; only odd sizes are supported, where ONNX and PyTorch agree");
        var operation = new LocalResponseNorm(size) { Alpha = node.Real("alpha", 1e-4f), Beta = node.Real("beta", 0.75f), K = node.Real("bias", 1) };
        node.Become(operation, node.Activation(0));
    }

    private static ParameterSource Fitting(NodeImport node, int input, long[] shape)
    {
        var parameter = node.Parameter(input);
        return parameter.Shape.AsSpan().SequenceEqual(shape)
            ? parameter
            : throw node.Refuse($"its input {input} has the shape ({string.Join(", ", parameter.Shape)}), expected ({string.Join(", ", shape)})");
    }
}
