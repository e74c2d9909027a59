namespace VizBench.Methods.Optimising;

/// <summary>The pictures of a batch, (N, 3, H, W), with what is told of each.</summary>
internal sealed record PaintedBatch(
    Tensor Picture, IReadOnlyDictionary<string, IReadOnlyList<double>> Scalars, IReadOnlyList<IReadOnlyList<TraceRow>> Traces, IReadOnlyList<string> Notes);
