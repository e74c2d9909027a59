namespace VizBench.Networks.Onnx;

/// <summary>Means, sums, maxima, norms and the like over axes.</summary>
internal static class ReductionNodes
{
    internal static void ReduceMean(NodeImport node) => Reduce(node, ReductionKind.Mean, axesAreInputSince: 18);

    internal static void ReduceSum(NodeImport node) => Reduce(node, ReductionKind.Sum, axesAreInputSince: 13);

    internal static void ReduceMax(NodeImport node) => Reduce(node, ReductionKind.Maximum, axesAreInputSince: 18);

    internal static void ReduceMin(NodeImport node) => Reduce(node, ReductionKind.Minimum, axesAreInputSince: 18);

    internal static void ReduceProd(NodeImport node) => Reduce(node, ReductionKind.Product, axesAreInputSince: 18);

    internal static void ReduceL1(NodeImport node) => Reduce(node, ReductionKind.Sum, axesAreInputSince: 18, before: ("abs", new Abs()));

    internal static void ReduceL2(NodeImport node) => Reduce(node, ReductionKind.L2, axesAreInputSince: 18);

    internal static void ReduceSumSquare(NodeImport node) => Reduce(node, ReductionKind.Sum, axesAreInputSince: 18, before: ("square", new Power(2)));

    internal static void ReduceLogSum(NodeImport node) => Reduce(node, ReductionKind.Sum, axesAreInputSince: 18, behind: ("log", new Logarithm()));

    internal static void ReduceLogSumExp(NodeImport node) => Reduce(node, ReductionKind.LogOfSumOfExponentials, axesAreInputSince: 18);

    /// <param name="before">what each entry is put through first; null: nothing</param>
    /// <param name="behind">what the result is put through; null: nothing</param>
    private static void Reduce(
        NodeImport node, ReductionKind kind, long axesAreInputSince, (string Name, Operation Operation)? before = null, (string Name, Operation Operation)? behind = null)
    {
        if (node.IsConstant)
        {
            node.Return(Folding.Reduced(node, kind, node.Opset >= axesAreInputSince));
            return;
        }

        var input = node.Activation(0);
        var axes = node.Opset >= axesAreInputSince ? node.Has(1) ? node.Integers(1) : [] : node.IntegersOf("axes") ?? [];
        if (axes.Length == 0 && node.Integer("noop_with_empty_axes", 0) != 0)
        {
            node.PassThrough(input);
            return;
        }

        if (axes.Length == 0)
            throw node.Refuse("joins all axes, the batch's too; samples must stay apart");
        int[] sample = [.. axes.Select(axis => node.SampleAxis(axis, input.Rank)).Distinct().Order()];
        var operation = OperationOf(kind, sample, input);
        if (before is { } first)
            input = node.Before(first.Name, first.Operation, input) with { Axes = input.Axes };
        if (node.Integer("keepdims", 1) != 0 && behind is null)
        {
            node.BecomeElementwise(operation, input);
            return;
        }

        var kept = node.Before(NameOf(kind), operation, input) with { Axes = input.Axes };
        if (behind is { } last && node.Integer("keepdims", 1) != 0)
        {
            node.BecomeElementwise(last.Operation, kept);
            return;
        }

        if (behind is { } then)
            kept = node.Before(then.Name, then.Operation, kept) with { Axes = input.Axes };
        long[] shape = [.. kept.Shape.Where((_, axis) => !sample.Contains(axis))];
        ShapeNodes.BecomeReshaped(node, kept, shape.Length > 0 ? shape : [1], Left(input.Axes, sample));
    }

    private static string NameOf(ReductionKind kind) => kind switch
    {
        ReductionKind.Mean => "mean",
        ReductionKind.Sum => "sum",
        ReductionKind.Maximum => "max",
        ReductionKind.Minimum => "min",
        ReductionKind.Product => "product",
        ReductionKind.L2 => "norm",
        _ => "logsumexp",
    };

    private static Operation OperationOf(ReductionKind kind, int[] axes, Activation input) => (kind, axes, input.Shape.Length) switch
    {
        (ReductionKind.Mean, [1, 2], 3) => new AdaptiveAveragePool(1),
        (ReductionKind.Maximum, [1, 2], 3) => new GlobalMaxPool(),
        _ => new AxisReduction(kind, axes) { IsSpatial = input.Axes is { } spatial && (axes.Contains(spatial.Rows) || axes.Contains(spatial.Columns)) },
    };

    private static SpatialAxes? Left(SpatialAxes? axes, int[] removed) => axes is { } both && !removed.Contains(both.Rows) && !removed.Contains(both.Columns)
        ? new SpatialAxes(both.Rows - removed.Count(axis => axis < both.Rows), both.Columns - removed.Count(axis => axis < both.Columns))
        : null;
}
