namespace VizBench.Suite;

/// <summary>The bar charts of Bau et al. 2017: unique detectors by layer, and the concepts that a layer's units detect.</summary>
internal static class DissectionCharts
{
    private const int MostConcepts = 40;
    private const int WidthOfBar = 26;
    private const int Frame = 260;

    /// <summary>detectors.svg and .png, and concepts-LAYER.svg and .png for each layer with detectors.</summary>
    internal static void Write(string folder, DissectionReport report)
    {
        ChartWriter.WriteBoth(folder, "detectors", Detectors(report.Network, report.Layers));
        foreach (var layer in report.Layers.Where(layer => layer.Detectors > 0))
            ChartWriter.WriteBoth(folder, $"concepts-{Slug.Of(layer.Layer)}", Concepts(report, layer));
    }

    /// <summary>comparison.svg and .png; with several layers of several networks also depth.svg and .png.</summary>
    internal static void WriteComparison(string folder, IReadOnlyList<DissectionReport> reports)
    {
        var alone = reports.All(report => report.Layers.Count == 1);
        ChartWriter.WriteBoth(folder, "comparison", Detectors("Unique detectors", [.. reports.SelectMany(report => report.Layers.Select(layer => (alone ? report.Network : $"{report.Network} {layer.Layer}", layer)))]));
        if (reports.All(report => report.Layers.Count > 1))
            ChartWriter.WriteBoth(folder, "depth", Depth(reports));
    }

    /// <summary>Bars of a network's unique detectors by layer, a category on the other.</summary>
    internal static Chart Detectors(string network, IReadOnlyList<LayerDetectors> layers) => Detectors($"Unique detectors of {network}", [.. layers.Select(layer => (layer.Layer, layer))]);

    private static Chart Detectors(string title, IReadOnlyList<(string Name, LayerDetectors Layer)> rows) => Bars(
        title, [.. rows.Select(row => row.Name)], "unique detectors", rows.SelectMany(row => row.Layer.UniqueByCategory.Keys),
        category => ChartSeries.Of(category, rows.Select(row => (double)row.Layer.UniqueByCategory.GetValueOrDefault(category))));

    /// <summary>How many units detect each concept, by category, the most frequent first; where a layer has too many concepts, the title says how many are shown.</summary>
    internal static Chart Concepts(DissectionReport report, LayerDetectors layer)
    {
        IGrouping<Concept, DissectedUnit>[] detected = [.. report.Units.Where(unit => unit.IsDetector && string.Equals(unit.Layer, layer.Layer, StringComparison.Ordinal))
            .GroupBy(unit => unit.Concept!).OrderByDescending(units => units.Count()).ThenBy(units => units.Key.Name, StringComparer.Ordinal)];
        var shown = detected.Take(MostConcepts);
        IGrouping<Concept, DissectedUnit>[] sorted = [.. CategoryPalette.Of(report.Categories).SelectMany(entry => shown.Where(units => string.Equals(units.Key.Category, entry.Category, StringComparison.Ordinal)))];
        var title = $"Concepts that units of {report.Network} {layer.Layer} detect" + (detected.Length > MostConcepts ? $": the {MostConcepts} most frequent of {detected.Length}" : "");
        return Bars(title, [.. sorted.Select(units => units.Key.Name)], "units", report.Categories, category => new ChartSeries(category,
            [.. sorted.Index().Where(entry => string.Equals(entry.Item.Key.Category, category, StringComparison.Ordinal)).Select(entry => new ChartPoint(entry.Index, entry.Item.Count()))]));
    }

    /// <summary>Unique detectors over the share of the dissected layers that lie before.</summary>
    private static Chart Depth(IReadOnlyList<DissectionReport> reports) => new(
        "Unique detectors by depth", ChartKind.Lines, new ChartAxis("depth (0: first dissected layer, 1: last)"), new ChartAxis("unique detectors") { From = 0, Counts = true },
        [.. reports.Select(report => new ChartSeries(report.Network, [.. report.Layers.Select((layer, i) => new ChartPoint(i / (report.Layers.Count - 1.0), layer.Unique))]))]);

    // Every category, whether or not it has a bar: none is as telling as some.
    private static Chart Bars(string title, IReadOnlyList<string> positions, string values, IEnumerable<string> categories, Func<string, ChartSeries> seriesOf) =>
        new(title, ChartKind.Bars, new ChartAxis("") { Categories = positions }, new ChartAxis(values) { Counts = true }, [.. CategoryPalette.Of(categories).Select(entry => seriesOf(entry.Category) with { Style = entry.Style })])
        {
            Stacked = true,
            Width = Math.Max(480, Frame + WidthOfBar * positions.Count),
        };
}
