using System.Globalization;
using System.Text;

namespace VizBench.Suite;

/// <summary>A dissection as tables: Markdown for people, CSV and JSON for programs.</summary>
public static class DissectionTable
{
    private const int Shown = 8;
    private const int ShownUnits = 8;

    /// <summary>A row for each layer with the directions in which its activations vary and its detectors by category, then the units with the highest IoU, then what was asked beyond.</summary>
    public static string Markdown(DissectionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string[] categories = [.. report.Categories];
        var text = new StringBuilder($"{report.Network} dissected with {SettingsOf(report)}.\n\n");
        MarkdownTable.Append(
            text, ["layer", "units", "dimensions", "detectors", "unique detectors", .. categories],
            report.Layers.Select(layer => (IReadOnlyList<string>)[layer.Layer, Whole(layer.Units), layer.Dimensions.ToString("0.0", CultureInfo.InvariantCulture), Whole(layer.Detectors), Whole(layer.Unique), .. categories.Select(category => Whole(layer.UniqueByCategory[category]))]), numbers: true);
        text.Append('\n');
        AppendRemarks(text, report);
        AppendStrongest(text, report);
        if (report.Tuning is { } tuning)
            AppendTuning(text, tuning);
        if (report.Ablation is { } ablation)
            AppendAblation(text, ablation);
        return text.ToString();
    }

    /// <summary>A row for each layer of each network: its detectors by category.</summary>
    public static string ComparisonMarkdown(IReadOnlyList<DissectionReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        string[] categories = [.. reports.SelectMany(report => report.Categories).Distinct(StringComparer.Ordinal)];
        var text = new StringBuilder();
        foreach (var alike in reports.GroupBy(SettingsOf, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{string.Join(", ", alike.Select(report => report.Network))} dissected with {alike.Key}.\n\n");
        MarkdownTable.Append(
            text, ["network", "layer", "units", "dimensions", "detectors", "unique detectors", .. categories],
            reports.SelectMany(report => report.Layers.Select(layer => (IReadOnlyList<string>)
            [
                report.Network, layer.Layer, Whole(layer.Units), layer.Dimensions.ToString("0.0", CultureInfo.InvariantCulture), Whole(layer.Detectors), Whole(layer.Unique), .. categories.Select(category => Whole(layer.UniqueByCategory.GetValueOrDefault(category))),
            ])), numbers: true);
        return text.ToString();
    }

    /// <summary>A line for each layer of each network and category: its unique detectors.</summary>
    public static string ComparisonCsv(IReadOnlyList<DissectionReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var text = new StringBuilder();
        CsvTable.AppendRow(text, "network", "weights", "layer", "units", "dimensions", "detectors", "category", "unique");
        foreach (var report in reports)
        {
            foreach (var layer in report.Layers)
            {
                foreach (var (category, unique) in layer.UniqueByCategory)
                    CsvTable.AppendRow(text, report.Network, report.Weights, layer.Layer, layer.Units, layer.Dimensions, layer.Detectors, category, unique);
            }
        }

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

    /// <summary>A row for each unit and single concept.</summary>
    public static string TuningCsv(string network, TuningCurves tuning)
    {
        ArgumentNullException.ThrowIfNull(tuning);
        var text = new StringBuilder();
        CsvTable.AppendRow(text, "network", "layer", "unit", "category", "concept", "response");
        foreach (var layer in tuning.Layers)
        {
            for (var i = 0; i < layer.Responses.Length; i++)
            {
                var (unit, concept) = (i / tuning.Concepts.Count, tuning.Concepts[i % tuning.Concepts.Count]);
                CsvTable.AppendRow(text, network, layer.Layer, unit, concept.Category, concept.Name, layer.Responses[unit, i % tuning.Concepts.Count]);
            }
        }

        return text.ToString();
    }

    public static string Json(DissectionReport report) => JsonText.Of(report);

    public static string Json(IReadOnlyList<DissectionReport> reports) => JsonText.Of(new { Networks = reports });

    private static string SettingsOf(DissectionReport report) => $"{report.Dataset}: {report.Settings.Text}";

    private static void AppendRemarks(StringBuilder text, DissectionReport report)
    {
        foreach (var layer in report.Layers.Where(layer => layer.InactiveUnits.Count > 0))
            text.Append(CultureInfo.InvariantCulture, $"{layer.Layer}: {layer.InactiveUnits.Count} of {layer.Units} units are nowhere above their threshold, so they detect nothing: {SpansOf(layer.InactiveUnits)}.\n\n");
        if (report.Unseen.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"In no pixel of the dataset, so detected by no unit: {string.Join(", ", report.Unseen.Select(concept => $"{concept.Name} ({concept.Category})"))}.\n\n");
    }

    /// <summary>"0–3, 7": numbers in ascending order, those that follow on each other as one span.</summary>
    private static string SpansOf(IReadOnlyList<int> numbers) => string.Join(", ", numbers.Index().GroupBy(entry => entry.Item - entry.Index)
        .Select(span => span.Count() < 3 ? string.Join(", ", span.Select(entry => Whole(entry.Item))) : $"{Whole(span.First().Item)}–{Whole(span.Last().Item)}"));

    private static void AppendStrongest(StringBuilder text, DissectionReport report)
    {
        DissectedUnit[] strongest = [.. report.Units.Where(unit => unit.Concept is not null).OrderByDescending(unit => unit.Iou).Take(Shown)];
        if (strongest.Length == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"{(strongest.Length == 1 ? "The unit" : $"The {strongest.Length} units")} with the highest IoU, each with the concept that it coincides with best:\n\n");
        MarkdownTable.Append(
            text, ["layer", "unit", "concept", "category", "IoU", "threshold"],
            strongest.Select(unit => (IReadOnlyList<string>)[unit.Layer, Whole(unit.Unit), unit.Concept!.Name, unit.Concept.Category, Decimals(unit.Iou), ShortNumber.Of(unit.Threshold, 4)]), numbers: true);
    }

    private static void AppendTuning(StringBuilder text, IReadOnlyList<TuningAgreement> tuning)
    {
        text.Append("\nWhether pictures of single concepts drive the detectors: the label is the strongest of its category, or among the strongest three; in brackets, what labels drawn at random would reach.\n\n");
        MarkdownTable.Append(
            text, ["layer", "category", "detectors", "concepts", "strongest", "among three"],
            tuning.Select(row => (IReadOnlyList<string>)
            [
                row.Layer, row.Category, Whole(row.Detectors), Whole(row.Concepts), $"{Decimals(row.First)} ({Decimals(row.FirstByChance)})", $"{Decimals(row.AmongThree)} ({Decimals(row.AmongThreeByChance)})",
            ]), numbers: true);
    }

    private static void AppendAblation(StringBuilder text, IReadOnlyList<AblatedClass> ablation)
    {
        text.Append("\nWithout the units that coincide best with a class's object: how much its accuracy falls [95 % interval], that of the other classes, and its own without as many units drawn at random; likewise its probability; whether no other class's probability falls as much.\n\n");
        MarkdownTable.Append(
            text, ["layer", "class", "units", "accuracy", "falls by", "others", "at random", "probability by", "others", "at random", "hit hardest"],
            ablation.Select(row => (IReadOnlyList<string>)
            [
                row.Layer, row.Class, string.Join(' ', row.Units.Take(ShownUnits)) + (row.Units.Count > ShownUnits ? " …" : ""), Decimals(row.Accuracy), $"{Decimals(row.Fall)} [{Decimals(row.FallLow)}, {Decimals(row.FallHigh)}]",
                Decimals(row.FallOfOthers), Decimals(row.FallByRandom), Decimals(row.ProbabilityFall), Decimals(row.ProbabilityFallOfOthers), Decimals(row.ProbabilityFallByRandom), row.IsHitHardest ? "yes" : "no",
            ]), numbers: true);
        foreach (var layer in ablation.GroupBy(row => row.Layer, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\n{layer.Key}: the class whose {layer.First().Units.Count} units are missing is hit hardest in {layer.Count(row => row.IsHitHardest)} of {layer.Count()} cases. Accuracy falls by {Decimals(layer.Average(row => row.Fall))} on average, of others by {Decimals(layer.Average(row => row.FallOfOthers))}, at random by {Decimals(layer.Average(row => row.FallByRandom))}; probability by {Decimals(layer.Average(row => row.ProbabilityFall))}, {Decimals(layer.Average(row => row.ProbabilityFallOfOthers))} and {Decimals(layer.Average(row => row.ProbabilityFallByRandom))}.\n");
        }
    }

    private static string Decimals(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
