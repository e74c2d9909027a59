namespace VizBench.Networks.Onnx;

/// <summary>Batch, instance, group, layer and local response normalisation, and division by norms.</summary>
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

    internal static void GroupNormalization(NodeImport node)
    {
        var input = node.Activation(0);
        var (channels, groups) = (input.Shape[0], node.Integer("num_groups", 0));
        if (groups < 1 || channels % groups != 0)
            throw node.Refuse($"its {channels} channels don't make {groups} groups");
        var parameters = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = ByChannel(1), ["bias"] = ByChannel(2) };
        node.BecomeElementwise(new GroupNorm(groups, channels) { Epsilon = node.Real("epsilon", 1e-5f) }, parameters, input);

        // Before opset 21 there is one number for each group.
        ParameterSource ByChannel(int index)
        {
            if (node.Opset >= 21 || groups == channels)
                return node.Vector(index, channels);
            var given = node.Vector(index, groups);
            if (given.Fill is not null)
                return given.Reshaped(channels);
            var numbers = node.Known(index).Numbers;
            return new ParameterSource(given.Name, [channels], null, false, 1, [.. numbers.SelectMany(number => Enumerable.Repeat(number, (int)(channels / groups)))]);
        }
    }

    internal static void LpNormalization(NodeImport node)
    {
        var input = node.Activation(0);
        var axis = node.SampleAxis(node.Integer("axis", -1), input.Rank);
        var p = node.Integer("p", 2);
        if (p is not (1 or 2))
            throw node.Refuse($"its p is {p}; ONNX has 1 and 2");
        node.BecomeElementwise(new LpNormalization(axis, p) { IsSpatial = input.Axes is { } axes && (axes.Rows == axis || axes.Columns == axis) }, input);
    }

    internal static void MeanVarianceNormalization(NodeImport node)
    {
        // What ONNX's function adds to the deviation.
        const double Epsilon = 1e-9;
        var input = node.Activation(0);
        var axes = node.IntegersOf("axes") ?? [0, 2, 3];
        if (axes.Contains(0) || axes.Contains(-input.Rank))
            throw node.Refuse("normalizes over the batch, which mixes samples; samples must stay apart");
        int[] sample = [.. axes.Select(axis => node.SampleAxis(axis, input.Rank)).Distinct().Order()];
        Activation Mean(string name, Activation of) => node.Before(name, new AxisReduction(ReductionKind.Mean, sample) { IsSpatial = true }, of);
        var centered = node.Layers.Add($"{node.Name}.centered", new Subtract(), [input.Layer, Mean("mean", input).Layer], null);
        var deviation = node.Before("deviation", new SquareRoot(), Mean("variance", node.Before("square", new Power(2), centered)));
        node.BecomeElementwise(new Divide(), centered with { Axes = input.Axes }, node.Before("divisor", new Affine(1, Epsilon), deviation));
    }

    /// <summary>x / √(mean of x² + ε), times a scale.</summary>
    internal static void RmsNormalization(NodeImport node)
    {
        var input = node.Activation(0);
        var first = node.SampleAxis(node.Integer("axis", -1), input.Rank);
        int[] axes = [.. Enumerable.Range(first, input.Shape.Length - first)];
        var isSpatial = input.Axes is { } spatial && Math.Max(spatial.Rows, spatial.Columns) >= first;
        var mean = node.Before("mean", new AxisReduction(ReductionKind.Mean, axes) { IsSpatial = isSpatial }, node.Before("square", new Power(2), input));
        var root = node.Before("root", new SquareRoot(), node.Before("sum", new Affine(1, node.Real("epsilon", 1e-5f)), mean));
        var quotient = node.Layers.Add($"{node.Name}.quotient", new Divide(), [input.Layer, root.Layer], null) with { Axes = input.Axes };
        var scale = node.Parameter(1);
        node.BecomeElementwise(new Scale(scale.Shape), new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = scale }, quotient);
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
        if (size < 1)
            throw node.Refuse($"its size is {size}");
        var operation = new LocalResponseNorm(size)
        {
            IsShifted = size % 2 == 0,
            Alpha = node.Real("alpha", 1e-4f),
            Beta = node.Real("beta", 0.75f),
            K = node.Real("bias", 1),
        };
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
