namespace VizBench.Networks.Onnx;

/// <summary>Gemm and MatMul, of activations by weights.</summary>
internal static class LinearNodes
{
    internal static void Gemm(NodeImport node)
    {
        var input = node.Activation(0);
        if (node.Integer("transA", 0) != 0)
            throw node.Refuse("a transposed first factor mixes samples, which is not supported");
        var weight = Matrix(node).Times(node.Real("alpha", 1));
        if (node.Integer("transB", 0) == 0)
            weight = weight.Transpose();
        var beta = node.Real("beta", 1);
        var operation = new Linear(weight.Shape[1], weight.Shape[0]) { HasBias = node.Has(2) && beta != 0 };
        var parameters = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = weight };
        if (operation.HasBias)
            parameters["bias"] = Bias(node, operation.OutFeatures).Times(beta);
        node.Become(operation, parameters, input);
    }

    internal static void MatMul(NodeImport node)
    {
        var input = node.Activation(0);
        var weight = Matrix(node).Transpose();
        var parameters = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = weight };
        if (input.Shape.Length == 1)
            node.Become(new Linear(weight.Shape[1], weight.Shape[0]) { HasBias = false }, parameters, input);
        else
            node.BecomeElementwise(OverLastAxis(input, weight.Shape), parameters, input);
    }

    /// <summary>A product of the layer before and a bias that is added to it, as the one layer that they are; null where they are not.</summary>
    /// <param name="bias">its shape without the batch</param>
    internal static (Operation Operation, IReadOnlyDictionary<string, ParameterSource> Parameters, string Input)? WithBias(
        LayerList layers, Activation product, ParameterSource bias)
    {
        if (!layers.IsLast(product.Layer) || layers.Find(product.Layer) is not { } layer || bias.Shape.Length > 1 || SampleShape.Count(bias.Shape) != product.Shape[^1])
            return null;
        Operation? operation = layer.Operation switch
        {
            Linear { HasBias: false } linear => linear with { HasBias = true },
            LastAxisLinear { HasBias: false } linear => linear with { HasBias = true },
            _ => null,
        };
        if (operation is null)
            return null;
        var parameters = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = layers.ParameterOf(layer, "weight"), ["bias"] = bias.Reshaped(product.Shape[^1]) };
        return (operation, parameters, layer.Inputs[0]);
    }

    private static LastAxisLinear OverLastAxis(Activation input, long[] weight) =>
        new(weight[1], weight[0]) { HasBias = false, IsSpatial = input.Axes is { } axes && Math.Max(axes.Rows, axes.Columns) == input.Shape.Length - 1 };

    private static ParameterSource Matrix(NodeImport node)
    {
        var weight = node.Parameter(1);
        return weight.Shape.Length == 2 ? weight : throw node.Refuse($"multiplies by weights of shape ({string.Join(", ", weight.Shape)}); only matrices are supported");
    }

    private static ParameterSource Bias(NodeImport node, long outputs)
    {
        var bias = node.Parameter(2);
        return bias.Shape switch
        {
            [] or [1] or [1, 1] when outputs > 1 => new ParameterSource(bias.Name, [outputs], null, false, 1, [.. Enumerable.Repeat(node.Number(2), checked((int)outputs))]),
            [var count] when count == outputs => bias,
            [1, var count] when count == outputs => bias.Reshaped(outputs),
            [] => bias.Reshaped(1),
            _ => throw node.Refuse($"its bias has the shape ({string.Join(", ", bias.Shape)}), expected ({outputs})"),
        };
    }
}
