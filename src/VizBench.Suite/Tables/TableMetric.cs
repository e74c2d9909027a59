using VizBench.Methods;
using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>How a metric stands in a table: which end is better, in which part, and whether it is there unasked.</summary>
internal sealed record TableMetric(string Id, MetricDirection Direction, string Section, bool IsRegistered)
{
    internal const string Seconds = "seconds";
    internal const string OfMaps = "Smoothness of maps";
    internal const string OfPictures = "Smoothness of pictures";
    internal const string AgainstMask = "Attribution against the mask";
    internal const string Dissection = "Dissection";
    internal const string Tuning = "Tuning of detectors";
    internal const string Ablation = "Ablation of units";
    internal const string ByMethods = "Measured by the methods";

    // The order of the parts.
    private static readonly string[] s_sections =
        [AgainstMask, "Faithfulness", "Sanity", "Agreement", "Maximization", "Naturalness", "Reconstruction", "Style", Dissection, Tuning, Ablation, "Numerical errors", OfMaps, OfPictures, ByMethods, "Cost"];

    // Recorded in runs by these names, and not metrics of their own in the registry.
    private static readonly Dictionary<string, MetricDirection> s_variants = TableGroup.All.SelectMany(group => group.Metrics).GroupBy(metric => metric.Name, StringComparer.Ordinal).ToDictionary(
        group => group.Key, group => group.First().HigherIsBetter switch { true => MetricDirection.HigherIsBetter, false => MetricDirection.LowerIsBetter, null => MetricDirection.Descriptive }, StringComparer.Ordinal);

    /// <summary>The id with the arrow of the better end.</summary>
    internal string Heading => Direction switch { MetricDirection.HigherIsBetter => Id + " ↑", MetricDirection.LowerIsBetter => Id + " ↓", _ => Id };

    internal static int OrderOf(string section) => Array.IndexOf(s_sections, section) is var place and >= 0 ? place : s_sections.Length;

    /// <summary>The part in which a method's row stands though no case of it was computed.</summary>
    internal static string SectionOf(ResultKind kind) => kind.IsAttribution() ? AgainstMask : kind == ResultKind.Image ? OfPictures : ByMethods;

    /// <param name="id">as recorded; of "gram-distance features.4" the first word is the metric</param>
    /// <param name="ofMap">whether it was measured of a map rather than of a picture</param>
    internal static TableMetric Of(string id, bool ofMap)
    {
        if (string.Equals(id, Seconds, StringComparison.Ordinal))
            return new TableMetric(id, MetricDirection.Descriptive, "Cost", true);
        var word = id.Split(' ')[0];
        var registered = MetricRegistry.All.FirstOrDefault(metric => string.Equals(metric.Id, word, StringComparison.Ordinal));
        var column = EvaluationColumn.All.Concat(PaintingColumns.All).FirstOrDefault(column => string.Equals(column.Id, id, StringComparison.Ordinal));
        var direction = registered?.Direction ?? column?.Direction ?? s_variants.GetValueOrDefault(id, MetricDirection.Descriptive);
        return new TableMetric(id, column?.Direction ?? direction, SectionOf(id, registered?.Group, column is not null, ofMap), registered is not null || column is not null);
    }

    private static string SectionOf(string id, MetricGroup? group, bool isColumn, bool ofMap) => (id, group) switch
    {
        // Of a picture beside the one that it was made of.
        ("psnr" or "ssim" or "ssim-worst-window" or "between-restarts", _) => "Reconstruction",
        ("attribution-iou-magnitude", _) => AgainstMask,
        ("sum-error" or "conservation-error" or "completeness-error", _) => "Numerical errors",
        _ when PaintingColumns.Naturalness.Any(column => string.Equals(column.Id, id, StringComparison.Ordinal)) => "Naturalness",
        (_, MetricGroup.Dissection) when id.StartsWith("tuning-", StringComparison.Ordinal) => Tuning,
        (_, MetricGroup.Dissection) when id.StartsWith("ablation-", StringComparison.Ordinal) => Ablation,
        (_, MetricGroup.Attribution) => AgainstMask,
        (_, MetricGroup.Image) => ofMap ? OfMaps : OfPictures,
        (_, MetricGroup.Maximisation) => "Maximization",
        (_, MetricGroup.Inversion) => "Reconstruction",
        (_, MetricGroup.Numerical) => "Numerical errors",
        (_, { } other) => other.ToString(),
        _ when id.StartsWith("randomised-", StringComparison.Ordinal) || id.EndsWith("-mark", StringComparison.Ordinal) => "Sanity",
        _ => isColumn ? "Maximization" : ByMethods,
    };
}
