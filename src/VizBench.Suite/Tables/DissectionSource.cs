namespace VizBench.Suite;

/// <summary>Dissections as numbers for a table: the detectors of each layer, and what was asked beyond the labels.</summary>
internal static class DissectionSource
{
    internal static bool Is(SourceDocument document) => document is { Layers.Count: > 0, Network: not null, Dataset: not null };

    /// <param name="networks">one dissection, or those of a comparison</param>
    internal static TableSource Of(IReadOnlyList<SourceDocument> networks, string name)
    {
        var facts = networks.SelectMany(FactsOf).GroupBy(fact => fact.Name, StringComparer.Ordinal);
        return new TableSource(name, [.. networks.SelectMany(document => NumbersOf(document, name))])
        {
            IsDissection = true,
            Facts = [.. facts.Select(fact => new TableFact(fact.Key, string.Join("; ", fact.Select(one => one.Value).Distinct(StringComparer.Ordinal))))],
            Cases = [.. networks.SelectMany(document => document.Layers!.Select(layer => CaseOf(document, layer.Layer)))],
            Charts = [.. networks.Select(ChartOf)],
            Chance = networks.SelectMany(document => document.Tuning ?? []).SelectMany(row => new[] { (Metric: Strongest(row), Share: row.FirstByChance), (Metric: AmongThree(row), Share: row.AmongThreeByChance) })
                .DistinctBy(chance => chance.Metric, StringComparer.Ordinal).ToDictionary(chance => chance.Metric, chance => chance.Share, StringComparer.Ordinal),
        };
    }

    private static IEnumerable<TableFact> FactsOf(SourceDocument document) =>
        [.. JsonSource.FactsOf(document), new("dissection", document.Settings?.Dissection?.Text ?? "settings not recorded")];

    /// <summary>The same layer dissected alike can't be pooled with itself, whatever its weights.</summary>
    private static CaseIdentity CaseOf(SourceDocument document, string layer) =>
        new($"{document.Network} {layer}, {LabelOf(document)}, {document.Dataset}", 0, new Dictionary<string, string>(StringComparer.Ordinal));

    private static string LabelOf(SourceDocument document) => (document.Settings?.Dissection ?? new DissectionSettings()).Label;

    private static IEnumerable<TableValue> NumbersOf(SourceDocument document, string name)
    {
        var (label, dataset) = (LabelOf(document), document.Dataset!);
        // A layer that doesn't vary has no number of directions, and what nothing detects no rank.
        return OfLayers().Concat(OfTuning()).Concat(OfAblation()).Where(value => double.IsFinite(value.Value));

        IEnumerable<TableValue> OfLayers() => document.Layers!.SelectMany(layer => new (string Metric, double Value)[] { ("units", layer.Units), ("effective-dimensions", layer.Dimensions), ("detectors", layer.Detectors), ("unique-detectors", layer.Unique) }
            // Earlier files have no dimensions, and no layer has 0.
            .Where(number => number is not ("effective-dimensions", 0))
            .Concat(layer.UniqueByCategory.Select(category => ($"unique-detectors {category.Key}", (double)category.Value)))
            .Select(number => Of(layer.Layer, dataset, number.Item1, number.Item2)));

        IEnumerable<TableValue> OfTuning() => (document.Tuning ?? []).SelectMany(row => new[] { Of(row.Layer, dataset, Strongest(row), row.First), Of(row.Layer, dataset, AmongThree(row), row.AmongThree) });

        IEnumerable<TableValue> OfAblation() => (document.Ablation ?? []).SelectMany(row => new (string Metric, double Value)[]
        {
            ("ablation-accuracy-fall", row.Fall), ("ablation-accuracy-fall (other classes)", row.FallOfOthers), ("ablation-accuracy-fall (random units)", row.FallByRandom),
            ("ablation-probability-fall", row.ProbabilityFall), ("ablation-probability-fall (other classes)", row.ProbabilityFallOfOthers), ("ablation-probability-fall (random units)", row.ProbabilityFallByRandom),
            ("ablation-hit-hardest", row.IsHitHardest ? 1 : 0),
        }.Select(number => Of(row.Layer, $"{row.Class}, {dataset}", number.Metric, number.Value)));

        TableValue Of(string layer, string input, string metric, double value) => new(name, document.Network!, label, layer, input, 0, metric, TableMetric.Of(metric, ofMap: false).Section, value);
    }

    private static string Strongest(TuningAgreement row) => $"tuning-strongest {row.Category}";

    private static string AmongThree(TuningAgreement row) => $"tuning-among-three {row.Category}";

    private static (string Name, Chart Chart) ChartOf(SourceDocument document)
    {
        var settings = LabelOf(document)[DissectionSettings.Name.Length..].Replace(" ", ", ", StringComparison.Ordinal);
        return ($"detectors-{Slug.Of(document.Network!)}", DissectionCharts.Detectors(document.Network + settings, document.Layers!));
    }
}
