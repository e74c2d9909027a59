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
        if (node.Text("approximate", "none") is not "none" and var approximation)
            throw node.Refuse($"the approximation '{approximation}' is not supported");
        node.BecomeElementwise(new Gelu(), node.Activation(0));
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

    /// <summary>One slope for each channel, or one for all; as the shape broadcasts.</summary>
    internal static void PRelu(NodeImport node)
    {
        var input = node.Activation(0);
        var slope = node.Parameter(1);
        if (slope.Shape.Length == input.Rank && slope.Shape[0] != 1)
            throw node.Refuse($"its slopes have the shape ({string.Join(", ", slope.Shape)}): the samples would get different ones");
        var shape = slope.Shape.Length == input.Rank ? slope.Shape[1..] : slope.Shape;
        var count = SampleShape.Count(shape);
        var perChannel = shape.Length == input.Shape.Length && shape[0] == count && count == input.Shape[0];
        var aligned = SampleShape.Aligned(shape, input.Shape);
        var operation = count == 1 || perChannel ? new PReLU(count) : new PReLU(count) { SlopeShape = aligned };
        node.BecomeElementwise(operation, new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = slope.Reshaped(operation.Parameters[0].Shape) }, input);
    }

    internal static void Softmax(NodeImport node) => OverClasses(node, axis => new Softmax { Axis = axis });

    internal static void LogSoftmax(NodeImport node) => OverClasses(node, axis => new LogSoftmax { Axis = axis });

    // Since opset 13 over one axis, before over that axis and all behind it together.
    private static void OverClasses(NodeImport node, Func<int, Operation> softmax)
    {
        var input = node.Activation(0);
        var axis = node.SampleAxis(node.Integer("axis", node.Opset < 13 ? 1 : -1), input.Rank);
        var behind = SampleShape.Count(input.Shape[(axis + 1)..]);
        if (node.Opset >= 13 || behind == 1)
        {
            node.BecomeElementwise(softmax(axis), input);
            return;
        }

        if (axis != 0)
            throw node.Refuse($"works over axis {axis + 1} and those behind it of an input with {input.Rank}; before opset 13 only axis 1, or one with nothing behind it, is supported");

        var flat = node.Before("flatten", new Flatten(), input);
        node.Become(new Reshape(input.Shape), node.Before("flat", softmax(0), flat));
    }

    private static double Bound(NodeImport node, int input, double otherwise) => node.Has(input) ? node.Number(input) : otherwise;
}
