using System.Globalization;
using System.Text;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A dissection as tables: Markdown for people, CSV and JSON for programs.</summary>
public static class DissectionTable
{
    private const int Shown = 8;

    /// <summary>A row for each layer with its detectors by category, then the units with the highest IoU.</summary>
    public static string Markdown(DissectionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var categories = report.Layers[0].UniqueByCategory.Keys.ToArray();
        var text = new StringBuilder(
            FormattableString.Invariant($"{report.Network} dissected with {report.Dataset}: thresholds above {100 * (1 - report.Settings.Quantile):0.###} % of each unit's activations, {Names.ChoicesOf<DissectionIou>().First(choice => choice.Value == report.Settings.Iou).Key} IoU, detectors above {Dissector.DetectorIou}{(report.Settings.Rotation is { } seed ? $", units rotated at random by seed {seed}" : "")}.\n\n"));
        MarkdownTable.Append(
            text, ["layer", "units", "detectors", "unique detectors", .. categories],
            report.Layers.Select(layer => (IReadOnlyList<string>)[layer.Layer, Whole(layer.Units), Whole(layer.Detectors), Whole(layer.Unique), .. categories.Select(category => Whole(layer.UniqueByCategory[category]))]), numbers: true);
        text.Append('\n');
        MarkdownTable.Append(
            text, ["layer", "unit", "concept", "category", "IoU", "threshold"],
            report.Units.Where(unit => unit.Concept is not null).OrderByDescending(unit => unit.Iou).Take(Shown).Select(unit =>
                (IReadOnlyList<string>)[unit.Layer, Whole(unit.Unit), unit.Concept!.Name, unit.Concept.Category, unit.Iou.ToString("0.000", CultureInfo.InvariantCulture), ShortNumber.Of(unit.Threshold, 4)]), numbers: true);
        return text.ToString();
    }

    /// <summary>A row for each unit.</summary>
    public static string Csv(DissectionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        CsvTable.AppendRow(text, "network", "layer", "unit", "threshold", "concept", "category", "iou", "detector");
        foreach (var unit in report.Units)
            CsvTable.AppendRow(text, report.Network, unit.Layer, unit.Unit, unit.Threshold, unit.Concept?.Name, unit.Concept?.Category, unit.Iou, unit.IsDetector ? 1 : 0);
        return text.ToString();
    }

    public static string Json(DissectionReport report) => JsonText.Of(report);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
