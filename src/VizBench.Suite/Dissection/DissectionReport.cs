using VizBench.Metrics;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>A unit and the concept that it coincides with best.</summary>
/// <param name="Concept">null where no concept has a pixel in common with it</param>
/// <param name="Iou">with that concept, 0 … 1</param>
public sealed record DissectedUnit(string Layer, int Unit, double Threshold, Concept? Concept, double Iou)
{
    /// <summary>Whether it is a detector of its concept.</summary>
    public bool IsDetector => Iou > UniqueDetectors.DetectorIou;
}

/// <summary>The detectors of a layer.</summary>
/// <param name="InactiveUnits">units that are above their threshold in no pixel: most often their highest activations are all the same</param>
/// <param name="Dimensions">in how many directions the layer's activations vary, 1 … units</param>
/// <param name="Detectors">units that are detectors</param>
/// <param name="Unique">different concepts that they detect</param>
/// <param name="UniqueByCategory">the same by the concepts' category, every category of the dataset</param>
public sealed record LayerDetectors(string Layer, int Units, IReadOnlyList<int> InactiveUnits, double Dimensions, int Detectors, int Unique, IReadOnlyDictionary<string, int> UniqueByCategory);

/// <summary>A dissection, read out: a label for every unit, the detectors of every layer.</summary>
public sealed record DissectionReport
{
    public required string Version { get; init; }

    public required string Network { get; init; }

    /// <summary>SHA-256 of the network's weights.</summary>
    public required string Weights { get; init; }

    /// <summary>The weights by the network's name, and on what was computed; null in reports that are put together from parts.</summary>
    public NumbersOrigin? Origin { get; init; }

    public required string Dataset { get; init; }

    public required long Images { get; init; }

    public required DissectionSettings Settings { get; init; }

    /// <summary>Concepts that no pixel of the dataset shows, so that no unit can detect them.</summary>
    public required IReadOnlyList<Concept> Unseen { get; init; }

    public required IReadOnlyList<LayerDetectors> Layers { get; init; }

    public required IReadOnlyList<DissectedUnit> Units { get; init; }

    /// <summary>Whether single concepts drive the detectors of these; null: not measured.</summary>
    public IReadOnlyList<TuningAgreement>? Tuning { get; init; }

    /// <summary>What classes lose with the units of their objects; null: not measured.</summary>
    public IReadOnlyList<AblatedClass>? Ablation { get; init; }

    /// <summary>The categories of the dataset.</summary>
    internal IEnumerable<string> Categories => Layers[0].UniqueByCategory.Keys;

    /// <param name="found">what <see cref="Dissector.Run"/> gives</param>
    public static DissectionReport Of(OpenedNetwork opened, ConceptDataset dataset, DissectionSettings settings, DissectionResult found)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(found);
        var layers = found.Layers;
        DissectedUnit[][] units = [.. layers.Select(layer => UnitsOf(layer, dataset.Concepts))];
        return new DissectionReport
        {
            Version = ProductVersion.Text,
            Network = opened.Network.Name,
            Weights = opened.WeightsSha256,
            Origin = NumbersOrigin.Of(opened),
            Dataset = dataset.Name,
            Images = dataset.Count,
            Settings = settings,
            Unseen = [.. dataset.Concepts.Where((_, concept) => found.ConceptPixels[concept] == 0)],
            Layers = [.. layers.Zip(units, (layer, own) => DetectorsOf(layer, own, dataset))],
            Units = [.. units.SelectMany(own => own)],
        };
    }

    private static DissectedUnit[] UnitsOf(DissectedLayer layer, IReadOnlyList<Concept> concepts) => [.. Enumerable.Range(0, layer.Thresholds.Count).Select(unit =>
    {
        var (best, iou) = UniqueDetectors.BestOf(layer.Iou, unit);
        return new DissectedUnit(layer.Name, unit, layer.Thresholds[unit], best is { } concept ? concepts[concept] : null, iou);
    })];

    private static LayerDetectors DetectorsOf(DissectedLayer layer, DissectedUnit[] units, ConceptDataset dataset)
    {
        string[] categories = [.. dataset.Concepts.Select(concept => concept.Category).Distinct(StringComparer.Ordinal)];
        return new LayerDetectors(
            layer.Name, units.Length, [.. layer.ActivePixels.Index().Where(unit => unit.Item == 0).Select(unit => unit.Index)], layer.Dimensions, DetectorCount.Detectors(layer.Iou), UniqueDetectors.Count(layer.Iou),
            categories.Index().ToDictionary(category => category.Item, category => UniqueDetectors.Count(layer.Iou, category: category.Index, categories: dataset.Categories), StringComparer.Ordinal));
    }
}
