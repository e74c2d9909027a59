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
        (_, _) => new Subtract(),
        swapped: ("negative", new Affine(-1, 0)));

    internal static void Mul(NodeImport node) => Binary(
        node, (a, b) => a * b, (_, number) => new Affine(number, 0), (_, shape) => new Scale(shape), (_, _) => new Multiply());

    internal static void Div(NodeImport node) => Binary(
        node,
        (a, b) => b == 0 && IsInteger(node) ? throw node.Refuse("divides by zero") : a / b,
        (isFirst, number) => new Affine(isFirst ? 1 / number : number, 0),
        (isFirst, shape) => new Scale(shape) { Divides = isFirst },
        (_, _) => new Divide(),
        swapped: ("inverse", new Power(-1)));

    internal static void Pow(NodeImport node)
    {
        if (node.IsConstant)
        {
            node.Return(Folding.Binary(node, Math.Pow));
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

    internal static void Abs(NodeImport node) => Unary(node, Math.Abs, new Abs());

    internal static void Exp(NodeImport node) => Unary(node, Math.Exp, new Exponential());

    internal static void Log(NodeImport node) => Unary(node, Math.Log, new Logarithm());

    internal static void Sin(NodeImport node) => Unary(node, Math.Sin, new Sine());

    internal static void Cos(NodeImport node) => Unary(node, Math.Cos, new Sine { IsCosine = true });

    /// <summary>Of constants alone, which sizes are computed by: as a layer it would have no gradient.</summary>
    internal static void Floor(NodeImport node) => Rounded(node, Math.Floor);

    internal static void Ceil(NodeImport node) => Rounded(node, Math.Ceiling);

    internal static void Round(NodeImport node) => Rounded(node, number => Math.Round(number, MidpointRounding.ToEven));

    internal static void Max(NodeImport node) => Extreme(node, Math.Max, number => (number, double.PositiveInfinity), new Maximum());

    internal static void Min(NodeImport node) => Extreme(node, Math.Min, number => (double.NegativeInfinity, number), new Minimum());

    internal static void Mean(NodeImport node)
    {
        var (activations, constants) = Summands(node);
        if (activations.Length == 0)
            node.Return(Folding.Binary(node, FoldedSum(node, constants), new Known(node.Name, [], [new Element(node.InputCount)], false), (sum, count) => sum / count));
        else
            node.BecomeElementwise(new Affine(1.0 / node.InputCount, 0), SumOf(node, $"{node.Name}.sum", activations, constants));
    }

    internal static void Sum(NodeImport node)
    {
        var (activations, constants) = Summands(node);
        if (activations.Length == 0)
            node.Return(FoldedSum(node, constants));
        else if (node.InputCount == 1)
            node.PassThrough(activations[0]);
        else if (node.InputCount == 2 && constants.Length == 1)
            Add(node);
        else
            node.Return(node.Final(SumOf(node, node.Name, activations, constants)));
    }

    private static (Activation[] Activations, int[] Constants) Summands(NodeImport node)
    {
        var inputs = Enumerable.Range(0, node.InputCount).ToArray();
        return inputs.Length == 0
            ? throw node.Refuse("adds nothing")
            : ([.. inputs.Where(input => node.Input(input) is Activation).Select(node.Activation)], [.. inputs.Where(input => node.Input(input) is not Activation)]);
    }

    private static Known FoldedSum(NodeImport node, int[] constants) =>
        constants.Skip(1).Aggregate(node.Known(constants[0]), (sum, input) => Folding.Binary(node, sum, node.Known(input), (a, b) => a + b));

    /// <summary>The sum of activations, and then of constants, one after another.</summary>
    /// <param name="name">of the last layer</param>
    private static Activation SumOf(NodeImport node, string name, Activation[] activations, int[] constants)
    {
        var sum = SumOfAll(node, constants.Length == 0 ? name : $"{name}.sum", activations);
        foreach (var input in constants)
        {
            var constant = ConstantFor(node, input, sum);
            var shift = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["bias"] = constant };
            sum = node.Layers.Add(input == constants[^1] ? name : $"{name}.shift", new Shift(constant.Shape), [sum.Layer], shift) with { Axes = sum.Axes };
        }

        return sum;
    }

    /// <summary>The sum of activations in one layer where all have one shape; else one after another.</summary>
    private static Activation SumOfAll(NodeImport node, string name, Activation[] inputs)
    {
        if (inputs.All(input => input.Shape.AsSpan().SequenceEqual(inputs[0].Shape)))
            return inputs.Length == 1 ? inputs[0] : node.Layers.Add(name, new Add(), [.. inputs.Select(input => input.Layer)], null) with { Axes = inputs[0].Axes };
        var last = inputs.Length - 1;
        return Enumerable.Range(1, last).Aggregate(inputs[0], (sum, i) => Joined(node, i == last ? name : $"{name}.{i}", SumOf(sum, inputs[i]), sum, inputs[i]));
    }

    private static void Rounded(NodeImport node, Func<double, double> map) => node.Return(node.IsConstant
        ? Folding.Unary(node, map)
        : throw node.Refuse("rounds activations, which has no gradient and is not supported; of constants it is"));

    private static Operation SumOf(Activation first, Activation second) =>
        first.Shape.AsSpan().SequenceEqual(second.Shape) ? new Add() : new BroadcastAdd();

    private static bool IsInteger(NodeImport node) => node.IsInteger(0) && node.IsInteger(1);

    private static void Unary(NodeImport node, Func<double, double> map, Operation operation)
    {
        if (node.IsConstant)
            node.Return(Folding.Unary(node, map));
        else
            node.BecomeElementwise(operation, node.Activation(0));
    }

    /// <summary>With numbers it is a bound, with activations the larger or smaller of each pair.</summary>
    private static void Extreme(NodeImport node, Func<double, double, double> pick, Func<double, (double Low, double High)> bounds, BroadcastOperation pairs)
    {
        if (node.IsConstant && node.InputCount == 2)
        {
            node.Return(Folding.Binary(node, pick));
            return;
        }

        var activations = Enumerable.Range(0, node.InputCount).Where(input => node.Input(input) is Activation).ToArray();
        int[] constants = [.. Enumerable.Range(0, node.InputCount).Except(activations)];
        if (activations.Length == 0)
            throw node.Refuse($"compares {node.InputCount} constants; only two are supported");
        var value = node.Activation(activations[0]);
        var last = activations.Length - 1;
        for (var i = 1; i <= last; i++)
            value = Joined(node, i == last && constants.Length == 0 ? node.Name : $"{node.Name}.{i}", pairs, value, node.Activation(activations[i]));
        if (constants.Length > 0)
        {
            var (low, high) = bounds(constants.Select(node.Number).Aggregate(pick));
            ActivationNodes.Clip(node, value, low, high);
        }
        else if (last == 0)
        {
            node.PassThrough(value);
        }
        else
        {
            node.Return(node.Final(value));
        }
    }

    /// <param name="scalar">the operation with one number; whether the activation is the first operand</param>
    /// <param name="tensor">the operation with a parameter of a shape; whether the activation is the first operand</param>
    /// <param name="swapped">what an activation that is the second operand is put through before a parameter of a shape; null: nothing</param>
    private static void Binary(
        NodeImport node,
        Func<double, double, double> fold,
        Func<bool, double, Operation> scalar,
        Func<bool, long[], Operation> tensor,
        Func<Activation, Activation, Operation> activations,
        (string Name, Operation Operation)? swapped = null)
    {
        if (node.IsConstant)
            node.Return(Folding.Binary(node, fold));
        else if (node.Input(0) is Activation first && node.Input(1) is Activation second)
            node.Return(node.Final(Joined(node, node.Name, activations(first, second), first, second)));
        else
            WithConstant(node, scalar, tensor, swapped);
    }

    private static Activation Joined(NodeImport node, string name, Operation operation, Activation first, Activation second)
    {
        var widest = SampleShape.Count(first.Shape) >= SampleShape.Count(second.Shape) ? first : second;
        return node.Layers.Add(name, operation, [first.Layer, second.Layer], null) with { Axes = widest.Axes };
    }

    private static void WithConstant(NodeImport node, Func<bool, double, Operation> scalar, Func<bool, long[], Operation> tensor, (string Name, Operation Operation)? swapped)
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

        var number = constant.Fill ?? (SampleShape.Count(constant.Shape) == 1 ? node.Known(1 - activation).Elements[0].Number : null);
        if (number is { } factor && Broadcasting.Of([input.Shape, SampleShape.Aligned(constant.Shape, input.Shape)]).AsSpan().SequenceEqual(input.Shape))
        {
            if (activation == 1 && swapped is { Operation: Power } inverted)
                input = node.Before(inverted.Name, inverted.Operation, input) with { Axes = input.Axes };
            node.BecomeElementwise(scalar(activation == 0, factor), input);
            return;
        }

        if (activation == 1 && swapped is { } turned)
            input = node.Before(turned.Name, turned.Operation, input) with { Axes = input.Axes };
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
