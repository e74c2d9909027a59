namespace VizBench.Suite;

/// <summary>What the JSON files that tables are made of have, together.</summary>
internal sealed record SourceDocument
{
    public string? Version { get; init; }

    public NumbersOrigin? Origin { get; init; }

    public IReadOnlyList<AttributionEvaluation>? Evaluations { get; init; }

    public IReadOnlyList<EvaluatedPicture>? Pictures { get; init; }

    public IReadOnlyList<EvaluationGap>? Gaps { get; init; }

    public IReadOnlyList<PluginFacts>? Plugins { get; init; }

    public string? Network { get; init; }

    public string? WeightsSha256 { get; init; }

    public string? Weights { get; init; }

    public string? Dataset { get; init; }

    public string? Input { get; init; }

    public IReadOnlyList<InversionRow>? Rows { get; init; }

    public IReadOnlyList<LayerDetectors>? Layers { get; init; }

    public IReadOnlyList<TuningAgreement>? Tuning { get; init; }

    public IReadOnlyList<AblatedClass>? Ablation { get; init; }

    /// <summary>Of a comparison: each network's dissection.</summary>
    public IReadOnlyList<SourceDocument>? Networks { get; init; }

    public SourceConditions? Settings { get; init; }
}

/// <summary>The settings of any of these files that a table tells.</summary>
internal sealed record SourceConditions
{
    public string? Device { get; init; }

    public long? Seed { get; init; }

    public long? Images { get; init; }

    public double? Quantile { get; init; }

    public MapUpsampling? Upsampling { get; init; }

    public DissectionIou? Iou { get; init; }

    public long? Rotation { get; init; }

    /// <summary>Those of a dissection; null: the file doesn't record them.</summary>
    internal DissectionSettings? Dissection => Quantile is { } quantile && Upsampling is { } upsampling && Iou is { } iou
        ? new DissectionSettings { Quantile = quantile, Upsampling = upsampling, Iou = iou, Rotation = Rotation }
        : null;
}
