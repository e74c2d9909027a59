namespace VizBench.Networks.Onnx;

/// <summary>Operators on each element by itself, and softmax.</summary>
internal static class ActivationNodes
{
    // From these on, a bound of Clip is none: ONNX's defaults are the largest floats.
    private const float LargestFloat = float.MaxValue;

    internal static void Relu(NodeImport node) => node.BecomeElementwise(new ReLU(), node.Activation(0));

    internal static void Sigmoid(NodeImport node) => node.BecomeElementwise(new Sigmoid(), node.Activation(0));

    internal static void Tanh(NodeImport node) => node.BecomeElementwise(new Tanh(), node.Activation(0));

    internal static void HardSwish(NodeImport node) => node.BecomeElementwise(new HardSwish(), node.Activation(0));

    internal static void Mish(NodeImport node) => node.BecomeElementwise(new Mish(), node.Activation(0));

    internal static void Softplus(NodeImport node) => node.BecomeElementwise(new Softplus(), node.Activation(0));

    internal static void Erf(NodeImport node) => node.BecomeElementwise(new Erf(), node.Activation(0));

    internal static void LeakyRelu(NodeImport node) => node.BecomeElementwise(new LeakyReLU(node.Real("alpha", 0.01f)), node.Activation(0));

    internal static void Elu(NodeImport node) => node.BecomeElementwise(new Elu(node.Real("alpha", 1)), node.Activation(0));

    internal static void Celu(NodeImport node)
    {
        var alpha = node.Real("alpha", 1);
        node.BecomeElementwise(new Elu(alpha) { InputScale = alpha != 0 ? 1 / alpha : throw node.Refuse("its alpha is 0") }, node.Activation(0));
    }

    internal static void ThresholdedRelu(NodeImport node) =>
        node.BecomeElementwise(node.Real("alpha", 1) is not 0 and var threshold ? new ThresholdedReLU(threshold) : new ReLU(), node.Activation(0));

    internal static void Softsign(NodeImport node) => node.BecomeElementwise(new Softsign(), node.Activation(0));

    internal static void Swish(NodeImport node) => node.BecomeElementwise(new Swish(node.Real("alpha", 1)), node.Activation(0));

    internal static void Selu(NodeImport node)
    {
        // The constants of the paper, of which ONNX's defaults are the floats.
        const double Alpha = 1.6732632423543772848;
        const double Scale = 1.0507009873554804934;
        node.BecomeElementwise(new Elu(node.Real("alpha", (float)Alpha, Alpha)) { Scale = node.Real("gamma", (float)Scale, Scale) }, node.Activation(0));
    }

    internal static void HardSigmoid(NodeImport node) =>
        node.BecomeElementwise(new HardSigmoid(node.Real("alpha", 0.2f, 1.0 / 6), node.Real("beta", 0.5f)), node.Activation(0));

    internal static void Gelu(NodeImport node)
    {
        var approximation = node.Text("approximate", "none");
        if (approximation is not ("none" or "tanh"))
            throw node.Refuse($"the approximation '{approximation}' is unknown; ONNX has none and tanh");
        node.BecomeElementwise(new Gelu { IsApproximate = approximation is "tanh" }, node.Activation(0));
    }

    /// <summary>The bounds are attributes before opset 11, inputs since.</summary>
    internal static void Clip(NodeImport node)
    {
        var low = node.Opset < 11 ? node.Real("min", -LargestFloat) : Bound(node, 1, -LargestFloat);
        var high = node.Opset < 11 ? node.Real("max", LargestFloat) : Bound(node, 2, LargestFloat);
        Clip(node, node.Activation(0), low, high);
    }

    /// <summary>The plainest layer that keeps values inside bounds.</summary>
    internal static void Clip(NodeImport node, Activation input, double low, double high)
    {
        low = low <= -LargestFloat ? double.NegativeInfinity : low;
        high = high >= LargestFloat ? double.PositiveInfinity : high;
        if (!(low <= high))
            throw node.Refuse($"its lower bound {low} is not below its upper bound {high}");
        if (double.IsInfinity(low) && double.IsInfinity(high))
            node.PassThrough(input);
        else
            node.BecomeElementwise(low == 0 && double.IsPositiveInfinity(high) ? new ReLU() : new Clip(low, high), input);
    }

    internal static void Dropout(NodeImport node)
    {
        var ratio = node.Opset < 12 ? node.Real("ratio", 0.5f) : node.Has(1) ? node.Number(1) : 0.5;
        node.BecomeElementwise(new Dropout(ratio), node.Activation(0));
    }

    /// <summary>One slope for each channel, one for all, or one for each value; as the shape broadcasts.</summary>
    internal static void PRelu(NodeImport node)
    {
        var input = node.Activation(0);
        var slope = node.Parameter(1);
        if (slope.Shape.Length > input.Rank || slope.Shape.Length == input.Rank && slope.Shape[0] != 1)
            throw node.Refuse($"its slopes have the shape ({string.Join(", ", slope.Shape)}): the samples would get different ones");
        var shape = slope.Shape.Length == input.Rank ? slope.Shape[1..] : slope.Shape;
        var count = SampleShape.Count(shape);
        var perChannel = shape.Length == input.Shape.Length && shape[0] == count && count == input.Shape[0];
        var operation = count == 1 || perChannel ? new PReLU(count) : new PReLU(count) { SlopeShape = SampleShape.Aligned(shape, input.Shape) };
        node.BecomeElementwise(operation, new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = slope.Reshaped(operation.Parameters[0].Shape) }, input);
    }

    internal static void Softmax(NodeImport node) => OverAxis(node, axis => new Softmax { Axis = axis });

    internal static void LogSoftmax(NodeImport node) => OverAxis(node, axis => new LogSoftmax { Axis = axis });

    // Since opset 13 over one axis, before over that axis and all behind it together.
    private static void OverAxis(NodeImport node, Func<int, Operation> softmax)
    {
        var input = node.Activation(0);
        var axis = node.SampleAxis(node.Integer("axis", node.Opset < 13 ? 1 : -1), input.Rank);
        if (node.Opset >= 13 || SampleShape.Count(input.Shape[(axis + 1)..]) == 1)
        {
            node.BecomeElementwise(softmax(axis), input);
            return;
        }

        long[] joined = [.. input.Shape[..axis], SampleShape.Count(input.Shape[axis..])];
        var flat = node.Before("flatten", axis == 0 ? new Flatten() : new Reshape(joined), input);
        node.BecomeElementwise(new Reshape(input.Shape), node.Before("flat", softmax(axis), flat) with { Axes = input.Axes });
    }

    private static double Bound(NodeImport node, int input, double otherwise) => node.Has(input) ? node.Number(input) : otherwise;
}
