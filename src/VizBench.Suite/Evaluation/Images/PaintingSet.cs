using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>The evaluation of methods that paint, with the settings that it holds for.</summary>
/// <param name="Version">the product's</param>
/// <param name="Notes">what can't be measured, and why</param>
/// <param name="Pictures">the first picture of each class or unit, in the evaluations' order</param>
public sealed record PaintingSet(
    string Version, PaintingSettings Settings, IReadOnlyList<AttributionEvaluation> Evaluations, IReadOnlyList<string> Notes, IReadOnlyList<PaintedRow> Pictures)
{
    /// <summary>Who judged the pictures of each network; empty where units were painted.</summary>
    public IReadOnlyList<PaintingJudges> Judges { get; init; } = [];

    /// <summary>Methods that can't paint for a network, and those of plugins that failed.</summary>
    public IReadOnlyList<EvaluationGap> Gaps { get; init; } = [];

    /// <summary>The notes, and a line for each gap.</summary>
    public IReadOnlyList<string> Remarks => [.. Notes, .. Gaps.Select(gap => gap.Text)];

    /// <summary>Which weights were painted for, and on what; null in sets that are put together from parts.</summary>
    public NumbersOrigin? Origin { get; init; }

    /// <summary>The plugins that evaluated methods come from; null where there are none.</summary>
    public IReadOnlyList<PluginFacts>? Plugins { get; init; }
}

/// <summary>The networks that said what they see in the pictures that were painted for one.</summary>
/// <param name="Network">that was painted for</param>
/// <param name="Judges">the same for every method</param>
/// <param name="LeftOut">those with which generators of evaluated methods were trained</param>
public sealed record PaintingJudges(string Network, IReadOnlyList<string> Judges, IReadOnlyList<string> LeftOut);

/// <summary>A method's pictures on one network.</summary>
/// <param name="Method">its label</param>
/// <param name="Pictures">by class or unit</param>
public sealed record PaintedRow(string Network, string Method, IReadOnlyList<RgbImage> Pictures);
