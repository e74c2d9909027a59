using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>The content of report.json: all that the page shows but the pictures, which it names by their paths in the run's folder.</summary>
internal sealed record ReportDocument
{
    public int Format { get; init; } = 1;

    public required Manifest Run { get; init; }

    /// <summary>Finished cases: computed and failed.</summary>
    public required int Finished { get; init; }

    /// <summary>Of the methods alone, summed.</summary>
    public required double Seconds { get; init; }

    public required IReadOnlyList<ReportFailure> Failures { get; init; }

    public required IReadOnlyList<ReportMethod> Methods { get; init; }

    /// <summary>The mean IoU that a random map of the same inputs would have; null where no mask is known.</summary>
    public double? ChanceIou { get; init; }

    public required IReadOnlyList<ReportRow> Rows { get; init; }
}

/// <summary>A case that could not be computed.</summary>
internal sealed record ReportFailure(string Id, string Error);

/// <summary>A method over all inputs of the run.</summary>
/// <param name="Metrics">by name: mean with its interval</param>
internal sealed record ReportMethod(string Label, string Kind, int Cases, double Seconds, SortedDictionary<string, MeanInterval> Metrics)
{
    /// <summary>Numbers of the method's own, likewise.</summary>
    public SortedDictionary<string, MeanInterval> Scalars { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>One input of one network and what the methods made of it.</summary>
/// <param name="Predicted">the class that the network sees; null where it has no classes</param>
/// <param name="Right">whether the predicted class is the input's own; null where that isn't known</param>
internal sealed record ReportRow(
    string Network, string Input, string Picture, string? TrueClass, string? Predicted, double? Probability, bool? Right, IReadOnlyList<ReportCell> Cells);

/// <summary>One case in its row.</summary>
internal sealed record ReportCell(
    string Id, string Label, string Kind, string? Target, long[] Shape, string Picture, string? Overlay, double Seconds,
    ValueStatistics Statistics, SortedDictionary<string, double> Metrics, SortedDictionary<string, double> Scalars,
    IReadOnlyList<LayerTotal> LayerSums, IReadOnlyList<TraceRow> Trace, MapColors? Colors = null);
