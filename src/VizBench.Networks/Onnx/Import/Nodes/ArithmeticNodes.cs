namespace VizBench.Networks.Onnx;

/// <summary>Arithmetic: of two activations, of an activation and a constant, or of constants.</summary>
internal static class ArithmeticNodes
{
    internal static void Add(NodeImport node) => Binary(
        node, (a, b) => a + b, (_, number) => new Affine(1, number), (_, shape) => new Shift(shape), (a, b) => SumOf(a, b));

    internal static void Sub(NodeImport node) => Binary(
        node,
        (a, b) => a - b,
        (isFirst, number) => isFirst ? new Affine(1, -number) : new Affine(-1, number),
        (isFirst, shape) => new Shift(shape) { Subtracts = isFirst },
        (_, _) => new Subtract());

    internal static void Mul(NodeImport node) => Binary(
        node, (a, b) => a * b, (_, number) => new Affine(number, 0), (_, shape) => new Scale(shape), (_, _) => new Multiply());

    internal static void Div(NodeImport node)
    {
        if (!node.IsConstant && node.Input(0) is not Activation)
        {
            var inverse = node.Before("inverse", new Power(-1), node.Activation(1));
            node.BecomeElementwise(new Affine(node.Number(0), 0), inverse);
            return;
        }

        Binary(
            node,
            (a, b) => b == 0 && IsInteger(node) ? throw node.Refuse("divides by zero") : a / b,
            (_, number) => new Affine(1 / number, 0),
            (_, shape) => new Scale(shape) { Divides = true },
            (_, _) => new Divide());
    }

    internal static void Pow(NodeImport node)
    {
        if (node.IsConstant)
        {
            node.Return(Folding.Binary(node, node.Known(0), node.Known(1), Math.Pow));
            return;
        }

        var (input, exponent) = (node.Activation(0), node.Number(1));
        if (exponent == 1)
            node.PassThrough(input);
        else
            node.BecomeElementwise(exponent == 0.5 ? new SquareRoot() : new Power(exponent), input);
    }

    internal static void Sqrt(NodeImport node) => Unary(node, Math.Sqrt, new SquareRoot());

    internal static void Neg(NodeImport node) => Unary(node, number => -number, new Affine(-1, 0));

    internal static void Reciprocal(NodeImport node) => Unary(node, number => 1 / number, new Power(-1));

    internal static void Max(NodeImport node) => Extreme(node, Math.Max, number => (number, double.PositiveInfinity));

    internal static void Min(NodeImport node) => Extreme(node, Math.Min, number => (double.NegativeInfinity, number));

    internal static void Sum(NodeImport node)
    {
        if (node.InputCount == 0)
            throw node.Refuse("adds nothing");
        var inputs = Enumerable.Range(0, node.InputCount).ToArray();
        var activations = inputs.Where(input => node.Input(input) is Activation).Select(node.Activation).ToArray();
        var constants = inputs.Where(input => node.Input(input) is not Activation).ToArray();
        if (activations.Length == 0)
            node.Return(constants.Skip(1).Aggregate(node.Known(0), (sum, input) => Folding.Binary(node, sum, node.Known(input), (a, b) => a + b)));
        else if (constants.Length == 0 && activations.Length == 1)
            node.PassThrough(activations[0]);
        else if (constants.Length == 0)
            node.BecomeElementwise(SumOf(activations), activations);
        else if (inputs.Length == 2)
            Add(node);
        else
            WithConstants(node, activations, constants);
    }

    // Constants are added to the sum of the activations, one after another.
    private static void WithConstants(NodeImport node, Activation[] activations, int[] constants)
    {
        var sum = activations.Length == 1
            ? activations[0]
            : node.Layers.Add($"{node.Name}.sum", SumOf(activations), [.. activations.Select(input => input.Layer)], null) with { Axes = activations[0].Axes };
        foreach (var input in constants)
        {
            var constant = ConstantFor(node, input, sum);
            var shift = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["bias"] = constant };
            if (input == constants[^1])
                node.BecomeElementwise(new Shift(constant.Shape), shift, sum);
            else
                sum = node.Layers.Add($"{node.Name}.shift", new Shift(constant.Shape), [sum.Layer], shift) with { Axes = sum.Axes };
        }
    }

    private static Operation SumOf(params Activation[] inputs) =>
        inputs.Length != 2 || inputs[0].Shape.AsSpan().SequenceEqual(inputs[1].Shape) ? new Add() : new BroadcastAdd();

    private static bool IsInteger(NodeImport node) => node.Known(0).IsInteger && node.Known(1).IsInteger;

    private static void Unary(NodeImport node, Func<double, double> map, Operation operation)
    {
        if (node.IsConstant)
            node.Return(Folding.Unary(node, node.Known(0), map));
        else
            node.BecomeElementwise(operation, node.Activation(0));
    }

    // With one constant it is a bound.
    private static void Extreme(NodeImport node, Func<double, double, double> pick, Func<double, (double Low, double High)> bounds)
    {
        if (node.InputCount != 2)
            throw node.Refuse($"compares {node.InputCount} inputs; only two are supported");
        if (node.IsConstant)
        {
            node.Return(Folding.Binary(node, node.Known(0), node.Known(1), pick));
            return;
        }

        var activation = node.Input(0) is Activation ? 0 : 1;
        var (low, high) = bounds(node.Number(1 - activation));
        ActivationNodes.Clip(node, node.Activation(activation), low, high);
    }

    /// <param name="scalar">the operation with one number; whether the activation is the first operand</param>
    /// <param name="tensor">the operation with a parameter of a shape; whether the activation is the first operand</param>
    private static void Binary(
        NodeImport node,
        Func<double, double, double> fold,
        Func<bool, double, Operation> scalar,
        Func<bool, long[], Operation> tensor,
        Func<Activation, Activation, Operation> activations)
    {
        if (node.IsConstant)
            node.Return(Folding.Binary(node, node.Known(0), node.Known(1), fold));
        else if (node.Input(0) is Activation first && node.Input(1) is Activation second)
            Of(node, activations(first, second), first, second);
        else
            WithConstant(node, scalar, tensor);
    }

    private static void Of(NodeImport node, Operation operation, Activation first, Activation second)
    {
        var widest = SampleShape.Count(first.Shape) >= SampleShape.Count(second.Shape) ? first : second;
        node.Return(node.Final(node.Layers.Add(node.Name, operation, [first.Layer, second.Layer], null) with { Axes = widest.Axes }));
    }

    private static void WithConstant(NodeImport node, Func<bool, double, Operation> scalar, Func<bool, long[], Operation> tensor)
    {
        var activation = node.Input(0) is Activation ? 0 : 1;
        var input = node.Activation(activation);
        var constant = ConstantFor(node, 1 - activation, input);
        if (node.Operator is "Add" or "Sum" && node.IsOnlyReader(activation) && LinearNodes.WithBias(node.Layers, input, constant) is { } linear)
        {
            node.Layers.RemoveLast();
            node.Return(node.Final(node.Layers.Add(node.Name, linear.Operation, [linear.Input], linear.Parameters) with { Axes = input.Axes }));
            return;
        }

        if (SampleShape.Count(constant.Shape) == 1)
        {
            node.BecomeElementwise(scalar(activation == 0, node.Number(1 - activation)), input);
            return;
        }

        if (node.Operator is "Sub" && activation == 1)
            input = node.Before("negative", new Affine(-1, 0), input) with { Axes = input.Axes };
        var operation = tensor(activation == 0, constant.Shape);
        var role = operation is Shift ? "bias" : "weight";
        node.BecomeElementwise(operation, new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { [role] = constant }, input);
    }

    /// <summary>A constant for each sample alike, its shape without the batch.</summary>
    private static ParameterSource ConstantFor(NodeImport node, int index, Activation input)
    {
        var constant = node.Parameter(index);
        if (constant.Shape.Length > input.Rank || constant.Shape.Length == input.Rank && constant.Shape[0] != 1)
            throw node.Refuse($"a constant of shape ({string.Join(", ", constant.Shape)}) and an input of shape (N, {string.Join(", ", input.Shape)}): the samples would get different numbers");
        return constant.Shape.Length == input.Rank ? constant.Reshaped(constant.Shape[1..]) : constant;
    }
}
