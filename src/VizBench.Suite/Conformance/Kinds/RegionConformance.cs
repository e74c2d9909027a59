using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>Metrics of attributions against regions, one value for each item.</summary>
internal sealed class RegionConformance : ConformanceKind
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, bool, double[]>> s_metrics = new(StringComparer.Ordinal)
    {
        ["pointing-game"] = PointingGame.Hits,
        ["relevance-mass"] = Relevance.MassAccuracy,
        ["relevance-rank"] = Relevance.RankAccuracy,
    };

    public override IEnumerable<string> Methods => s_metrics.Keys;

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        var parameters = reference.Parameters;
        var values = s_metrics[reference.Method](
            subject.Array(parameters.Text("attributions")), subject.Array(parameters.Text("regions")), parameters.Flag("abs", false));
        return tensor(values, [values.Length]);
    }
}
