using VizBench.Methods;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Which metrics a result gets, by what it is. All are computed in float64 on the CPU.</summary>
internal static class CaseMetrics
{
    /// <param name="values">the result of one sample</param>
    /// <param name="shape">its shape, without the batch axis</param>
    /// <param name="architecture">whose units a picture is in</param>
    internal static SortedDictionary<string, double> Of(CaseDefinition definition, double[] values, long[] shape, PreparedInput input, Architecture architecture)
    {
        var kind = definition.MethodInfo.Description.Result;
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (kind.IsAttribution())
            AttributionMetrics.AddTo(metrics, AttributionMap.Of(values, shape).EnlargedTo(input.Picture.Height, input.Picture.Width), input.Mask);
        else if (kind == ResultKind.Activations)
            ActivationMetrics.AddTo(metrics, values, areLogits: definition.Layer is null && definition.Units.Count == 0, input);
        else if (kind == ResultKind.Image)
            PaintedMetrics.AddTo(metrics, values, shape, architecture.Preprocessing);
        return metrics;
    }
}
