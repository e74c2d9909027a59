using VizBench.Arrays;

namespace VizBench.Methods.Optimising;

/// <summary>The pictures of a batch, (N, C, H, W), with what is told of each.</summary>
internal sealed record PaintedBatch(
    Tensor Picture, IReadOnlyDictionary<string, IReadOnlyList<double>> Scalars, IReadOnlyList<IReadOnlyList<TraceRow>> Traces, IReadOnlyList<string> Notes)
{
    /// <summary>Further maps by name, (N, H, W).</summary>
    internal IReadOnlyDictionary<string, NdArray> Maps { get; init; } = new Dictionary<string, NdArray>(StringComparer.Ordinal);

    /// <summary>Pictures on the way, in the order of their steps, (N, C, H, W) each.</summary>
    internal IReadOnlyList<NdArray> Earlier { get; init; } = [];

    /// <summary>The parts of a batch as one result, owned by the caller's dispose scope.</summary>
    internal static MethodResult Together(IReadOnlyList<PaintedBatch> parts)
    {
        var value = parts.Count == 1 ? parts[0].Picture : cat([.. parts.Select(part => part.Picture)], 0);
        return new MethodResult(value.MoveToOuterDisposeScope())
        {
            Scalars = parts[0].Scalars.Keys.ToDictionary(name => name, name => (IReadOnlyList<double>)[.. parts.SelectMany(part => part.Scalars[name])], StringComparer.Ordinal),
            Traces = [.. parts.SelectMany(part => part.Traces)],
            Notes = [.. parts.SelectMany(part => part.Notes).Distinct(StringComparer.Ordinal)],
            Maps = parts[0].Maps.Keys.ToDictionary(name => name, name => Joined([.. parts.Select(part => part.Maps[name])]), StringComparer.Ordinal),
        };
    }

    private static NdArray Joined(IReadOnlyList<NdArray> parts) => parts.Count == 1
        ? parts[0]
        : NdArray.Of([.. parts.SelectMany(part => part.ToDoubles())], [parts.Sum(part => part.Shape[0]), .. parts[0].Shape[1..]]);
}
