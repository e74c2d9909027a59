using System.Text.Json.Serialization;
using VizBench.Methods;
using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>What is asked of a dissection.</summary>
public sealed record DissectionSettings
{
    /// <summary>Bau et al. 2017.</summary>
    public const double DefaultQuantile = 0.005;

    /// <summary>Of the procedure in tables, where methods have labels.</summary>
    internal const string Name = "dissection";

    /// <summary>The share of a unit's activations above its threshold.</summary>
    public double Quantile { get; init; } = DefaultQuantile;

    /// <summary>How maps come to the masks' size.</summary>
    public MapUpsampling Upsampling { get; init; }

    /// <summary>Which intersection over union decides.</summary>
    public DissectionIou Iou { get; init; }

    /// <summary>The seed of a random rotation of each layer's units (<see cref="BasisRotation"/>); null: the units as they are.</summary>
    public long? Rotation { get; init; }

    /// <summary>How many of the images in which each unit is strongest are remembered.</summary>
    [JsonIgnore]
    public int TopImages { get; init; }

    /// <summary>"dissection" with the settings that differ from the defaults, as the command line names them.</summary>
    internal string Label => string.Join(' ', new[]
    {
        Name,
        Quantile == DefaultQuantile ? null : FormattableString.Invariant($"quantile={Quantile}"),
        Iou == default ? null : $"iou={NameOf(Iou)}",
        Upsampling == default ? null : $"upsample={NameOf(Upsampling)}",
        Rotation is { } seed ? FormattableString.Invariant($"rotate={seed}") : null,
    }.Where(part => part is not null));

    /// <summary>All of them in words.</summary>
    internal string Text => FormattableString.Invariant(
        $"thresholds above {100 * (1 - Quantile):0.###} % of each unit's activations, {NameOf(Iou)} IoU, {NameOf(Upsampling)} upsampling, detectors above {UniqueDetectors.DetectorIou}{(Rotation is { } seed ? FormattableString.Invariant($", units rotated at random by seed {seed}") : "")}");

    private static string NameOf<T>(T choice)
        where T : struct, Enum => Names.ChoicesOf<T>().First(named => named.Value.Equals(choice)).Key;
}

/// <summary>How a unit's map comes to the size of the masks.</summary>
[JsonConverter(typeof(ChoiceJson<MapUpsampling>))]
public enum MapUpsampling
{
    /// <summary>Bilinear, half-pixel centers, edges clamped.</summary>
    Bilinear,

    /// <summary>Bilinear between the centers of the units' receptive fields, as the paper's program does.</summary>
    ReceptiveField,
}

/// <summary>The two intersections over unions (<see cref="ConceptCounts"/>).</summary>
[JsonConverter(typeof(ChoiceJson<DissectionIou>))]
public enum DissectionIou
{
    /// <summary>Published: a unit's pixels count in images that have a pixel of the concept's category.</summary>
    CategoryConditional,

    /// <summary>Over all images.</summary>
    Set,
}
