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
public sealed record EvaluationSet(string Version, EvaluationSettings Settings, IReadOnlyList<AttributionEvaluation> Evaluations)
{
    /// <summary>A person's own pictures as each network took them; none where ConceptWorld was used.</summary>
    public IReadOnlyList<EvaluatedPicture> Pictures { get; init; } = [];

    /// <summary>How alike the methods' maps are, by network and pair; none where nobody asked.</summary>
    public IReadOnlyList<MethodAgreement> Agreements { get; init; } = [];

    /// <summary>What was passed over of the files.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Methods that can't explain a network, and those of plugins that failed.</summary>
    public IReadOnlyList<EvaluationGap> Gaps { get; init; } = [];

    /// <summary>The notes, and a line for each gap.</summary>
    public IReadOnlyList<string> Remarks => [.. Notes, .. Gaps.Select(gap => gap.Text)];

    /// <summary>Which weights were evaluated, and on what; null in sets that are put together from parts.</summary>
    public NumbersOrigin? Origin { get; init; }

    /// <summary>The plugins that evaluated methods come from; null where there are none.</summary>
    public IReadOnlyList<PluginFacts>? Plugins { get; init; }
}

/// <summary>A person's own picture as one network took it.</summary>
/// <param name="Name">its path in its folder</param>
/// <param name="Target">the class that was explained</param>
/// <param name="IsGiven">whether that is the class of its folder or label; else the predicted one</param>
/// <param name="HasRegion">whether the class's region in it is known</param>
public sealed record EvaluatedPicture(string Network, string Name, long Target, bool IsGiven, bool HasRegion);
