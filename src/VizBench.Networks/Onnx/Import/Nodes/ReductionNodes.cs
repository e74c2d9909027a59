namespace VizBench.Networks.Onnx;

/// <summary>Means, sums and maxima over axes.</summary>
internal static class ReductionNodes
{
    internal static void ReduceMean(NodeImport node) => Reduce(node, ReductionKind.Mean, axesAreInputSince: 18);

    internal static void ReduceSum(NodeImport node) => Reduce(node, ReductionKind.Sum, axesAreInputSince: 13);

    internal static void ReduceMax(NodeImport node) => Reduce(node, ReductionKind.Maximum, axesAreInputSince: 18);

    private static void Reduce(NodeImport node, ReductionKind kind, long axesAreInputSince)
    {
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
        if (node.Integer("keepdims", 1) != 0)
        {
            node.BecomeElementwise(operation, input);
            return;
        }

        var kept = node.Before(kind switch { ReductionKind.Mean => "mean", ReductionKind.Sum => "sum", _ => "max" }, operation, input) with { Axes = input.Axes };
        long[] shape = [.. kept.Shape.Where((_, axis) => !sample.Contains(axis))];
        ShapeNodes.BecomeReshaped(node, kept, shape.Length > 0 ? shape : [1], Left(input.Axes, sample));
    }

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
