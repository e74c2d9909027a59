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
        ChartWriter.WriteBoth(folder, "detectors", Detectors($"Unique detectors of {report.Network}", [report], row => row.Layer.Layer));
        foreach (var layer in report.Layers.Where(layer => layer.Detectors > 0))
            ChartWriter.WriteBoth(folder, $"concepts-{Slug.Of(layer.Layer)}", Concepts(report, layer));
    }

    /// <summary>comparison.svg and .png; with several layers of several networks also depth.svg and .png.</summary>
    internal static void WriteComparison(string folder, IReadOnlyList<DissectionReport> reports)
    {
        var alone = reports.All(report => report.Layers.Count == 1);
        ChartWriter.WriteBoth(folder, "comparison", Detectors("Unique detectors", reports, row => alone ? row.Network : $"{row.Network} {row.Layer.Layer}"));
        if (reports.All(report => report.Layers.Count > 1))
            ChartWriter.WriteBoth(folder, "depth", Depth(reports));
    }

    /// <summary>Bars of unique detectors, a category on the other.</summary>
    private static Chart Detectors(string title, IReadOnlyList<DissectionReport> reports, Func<(string Network, LayerDetectors Layer), string> nameOf)
    {
        (string Network, LayerDetectors Layer)[] rows = [.. reports.SelectMany(report => report.Layers.Select(layer => (report.Network, layer)))];
        string[] categories = [.. reports.SelectMany(report => report.Categories).Distinct(StringComparer.Ordinal)];
        return Bars(title, [.. rows.Select(nameOf)], "unique detectors", categories.Select(category =>
            ChartSeries.Of(category, rows.Select(row => (double)row.Layer.UniqueByCategory.GetValueOrDefault(category)))));
    }

    /// <summary>How many units detect each concept, by category, the most frequent first.</summary>
    private static Chart Concepts(DissectionReport report, LayerDetectors layer)
    {
        var detected = report.Units.Where(unit => unit.IsDetector && string.Equals(unit.Layer, layer.Layer, StringComparison.Ordinal))
            .GroupBy(unit => unit.Concept!).OrderByDescending(units => units.Count()).ThenBy(units => units.Key.Name, StringComparer.Ordinal).Take(MostConcepts);
        IGrouping<Concept, DissectedUnit>[] sorted = [.. report.Categories.SelectMany(category => detected.Where(units => string.Equals(units.Key.Category, category, StringComparison.Ordinal)))];
        return Bars(
            $"Concepts that units of {report.Network} {layer.Layer} detect", [.. sorted.Select(units => units.Key.Name)], "units",
            report.Categories.Select(category => new ChartSeries(category, [.. sorted.Index().Where(entry => string.Equals(entry.Item.Key.Category, category, StringComparison.Ordinal))
                .Select(entry => new ChartPoint(entry.Index, entry.Item.Count()))])));
    }

    /// <summary>Unique detectors over the share of the dissected layers that lie before.</summary>
    private static Chart Depth(IReadOnlyList<DissectionReport> reports) => new(
        "Unique detectors by depth", ChartKind.Lines, new ChartAxis("depth (0: first dissected layer, 1: last)"), new ChartAxis("unique detectors") { From = 0 },
        [.. reports.Select(report => new ChartSeries(report.Network, [.. report.Layers.Select((layer, i) => new ChartPoint(i / (report.Layers.Count - 1.0), layer.Unique))]))]);

    // Every category, whether or not it has a bar, so that it has the same color in all charts.
    private static Chart Bars(string title, IReadOnlyList<string> positions, string values, IEnumerable<ChartSeries> series) =>
        new(title, ChartKind.Bars, new ChartAxis("") { Categories = positions }, new ChartAxis(values), [.. series])
        {
            Stacked = true,
            Width = Math.Max(480, Frame + WidthOfBar * positions.Count),
        };
}
