namespace VizBench.Suite;

/// <summary>What was found of one method on one network.</summary>
/// <param name="Method">its label, settings that differ from the defaults included</param>
/// <param name="Values">by a column's id, one for each image; a column that doesn't apply is missing</param>
public sealed record AttributionEvaluation(string Network, string Method, SortedDictionary<string, double[]> Values)
{
    /// <summary>The values that are defined.</summary>
    internal double[] Of(EvaluationColumn column) => Values.TryGetValue(column.Id, out var values) ? [.. values.Where(double.IsFinite)] : [];
}

/// <summary>All of them, with the settings that they hold for.</summary>
/// <param name="Version">the product's</param>
public sealed record EvaluationSet(string Version, EvaluationSettings Settings, IReadOnlyList<AttributionEvaluation> Evaluations);
