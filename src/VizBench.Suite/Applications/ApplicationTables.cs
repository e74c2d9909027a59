using System.Globalization;
using System.Text;
using VizBench.Data.ConceptWorld;
using VizBench.Files;

namespace VizBench.Suite;

/// <summary>The studies of applications as tables and charts.</summary>
public static class ApplicationTables
{
    /// <summary>Accuracy by the share removed, for each order, and the mean over all shares.</summary>
    public static string Markdown(PruningReport study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder(FormattableString.Invariant(
            $"{study.Network}, {study.Settings.Layer}: accuracy on {Counted.Of(study.Settings.Images, "image")} while units are set to zero, the least evidence first, without training anew; random: mean of several orders. Area: the mean over all shares [bootstrap 95 % interval over images]; p: compared with magnitude, paired over images (Wilcoxon signed-rank), and Holm's correction decides what differs.\n\n"));
        var points = study.Settings.Points;
        var differs = Differs(study.Curves);
        MarkdownTable.Append(
            text, ["order", .. Enumerable.Range(0, points).Select(point => FormattableString.Invariant($"{100.0 * point / points:0} %")), "area", "p"],
            study.Curves.Select((curve, i) => (IReadOnlyList<string>)
            [
                curve.Evidence, .. curve.Accuracy.Select(Number), $"{Number(curve.Area)} [{Number(curve.Low)}, {Number(curve.High)}]",
                curve.Significance is { } p ? $"{(p < 1e-12 ? "below 1e-12" : p.ToString("0.0e+0", CultureInfo.InvariantCulture))}{(differs[i] ? ", differs" : "")}" : "",
            ]), numbers: true);
        return text.ToString();
    }

    /// <summary>Answers by set, layers by set, and how far maps move.</summary>
    public static string Markdown(SecurityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var settings = report.Settings;
        var text = new StringBuilder(FormattableString.Invariant(
            $"{report.Network}: {Counted.Of(settings.Images, "real image")}; each color value changed by {settings.Epsilon} of 255 at most, at random (noise) and against the network in {settings.Steps} steps (adversarial); as many fooling images made of noise.\n\n"));
        MarkdownTable.Append(
            text, ["set", "accuracy", "confidence", "greatest change of 255", "SSIM"],
            report.Sets.Select(set => (IReadOnlyList<string>)[set.Set, Number(set.Accuracy), Number(set.Confidence), set.Difference is { } difference ? difference.ToString("0.0", CultureInfo.InvariantCulture) : "–", set.Ssim is { } ssim ? Number(ssim) : "–"]), numbers: true);
        text.Append("\nActivations by layer: share of values that aren't zero; how far the means of the units lie from those of other real images, in their variances (about 1 for real ones); and the share of pairs in which an image of the set is farther than a real one (AUC; 0.5 tells nothing, above: farther, below: nearer).\n\n");
        string[] names = [.. report.Sets.Select(set => set.Set)];
        MarkdownTable.Append(
            text, ["layer", .. names.Select(name => $"active, {name}"), .. names.Select(name => $"distance, {name}"), .. names.Skip(1).Select(name => $"AUC, {name}")],
            report.Layers.GroupBy(layer => layer.Layer, StringComparer.Ordinal).Select(rows => (IReadOnlyList<string>)
            [
                rows.Key, .. rows.Select(row => Number(row.Active)), .. rows.Select(row => double.IsNaN(row.Distance) ? "–" : row.Distance.ToString("0.00", CultureInfo.InvariantCulture)), .. rows.Skip(1).Select(row => Number(row.Auc)),
            ]), numbers: true);
        text.Append("\nHow alike a method's maps for the class of the real image are before and after the change [bootstrap 95 % intervals over images]; the overlap of the highest tenth is 0.1 by chance.\n\n");
        MarkdownTable.Append(
            text, ["method", "set", "rank correlation", "cosine", "overlap of the highest tenth"],
            report.Shifts.Select(shift => (IReadOnlyList<string>)[shift.Method, shift.Set, Number(shift.RankCorrelation), Number(shift.Cosine), Number(shift.TopOverlap)]), numbers: true);
        return text.ToString();
    }

    /// <summary>Writes pruning.md, .csv, .json and the curves as .svg and .png.</summary>
    public static void Write(string folder, PruningReport study)
    {
        ArgumentNullException.ThrowIfNull(study);
        AtomicFile.WriteText(Path.Combine(folder, "pruning.md"), Markdown(study));
        AtomicFile.WriteText(Path.Combine(folder, "pruning.json"), Json(study));
        var csv = new StringBuilder();
        CsvTable.AppendRow(csv, "network", "layer", "order", "removed", "accuracy");
        foreach (var curve in study.Curves)
        {
            for (var point = 0; point < curve.Accuracy.Count; point++)
                CsvTable.AppendRow(csv, study.Network, study.Settings.Layer, curve.Evidence, point / (double)study.Settings.Points, curve.Accuracy[point]);
        }

        AtomicFile.WriteText(Path.Combine(folder, "pruning.csv"), csv.ToString());
        ChartWriter.WriteBoth(folder, "pruning", new Chart(
            $"{study.Network} {study.Settings.Layer}: accuracy without the units of least evidence", ChartKind.Lines, new ChartAxis("share of units removed"), new ChartAxis("accuracy") { From = 0, To = 1 },
            [.. study.Curves.Select(curve => new ChartSeries(curve.Evidence, [.. curve.Accuracy.Select((accuracy, point) => new ChartPoint(point / (double)study.Settings.Points, accuracy))]))])
        {
            References = [new ChartReference(1.0 / World.Classes.Count, "chance")],
        });
    }

    /// <summary>Writes security.md and .json, and two charts as .svg and .png: AUC by layer, and overlap by method.</summary>
    public static void Write(string folder, SecurityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        AtomicFile.WriteText(Path.Combine(folder, "security.md"), Markdown(report));
        AtomicFile.WriteText(Path.Combine(folder, "security.json"), Json(report));
        string[] layers = [.. report.Layers.Select(layer => layer.Layer).Distinct(StringComparer.Ordinal)];
        ChartWriter.WriteBoth(folder, "separation", new Chart(
            $"{report.Network}: how well a layer tells a set from real images", ChartKind.Lines, new ChartAxis("layer") { Categories = layers }, new ChartAxis("AUC") { From = 0, To = 1 },
            [.. report.Sets.Skip(1).Select(set => ChartSeries.Of(set.Set, report.Layers.Where(layer => string.Equals(layer.Set, set.Set, StringComparison.Ordinal)).Select(layer => layer.Auc)))])
        {
            References = [new ChartReference(0.5, "chance")],
        });
        string[] methods = [.. report.Shifts.Select(shift => shift.Method).Distinct(StringComparer.Ordinal)];
        ChartWriter.WriteBoth(folder, "shifts", new Chart(
            FormattableString.Invariant($"{report.Network}: maps before and after a change of {report.Settings.Epsilon} of 255"), ChartKind.Dots, new ChartAxis("") { Categories = methods },
            new ChartAxis("overlap of the highest tenth") { From = 0, To = 1 },
            [.. report.Shifts.GroupBy(shift => shift.Set, StringComparer.Ordinal).Select(set => new ChartSeries(set.Key, [.. set.Select((shift, i) => new ChartPoint(i, shift.TopOverlap.Mean, shift.TopOverlap.Low, shift.TopOverlap.High))]))])
        {
            References = [new ChartReference(TopOverlapByChance, "chance")],
        });
    }

    public static string Json(PruningReport study) => JsonText.Of(study);

    public static string Json(SecurityReport report) => JsonText.Of(report);

    private const double TopOverlapByChance = Metrics.TopOverlap.DefaultShare;

    private static bool[] Differs(IReadOnlyList<PruningCurve> curves)
    {
        int[] compared = [.. curves.Index().Where(curve => curve.Item.Significance is not null).Select(curve => curve.Index)];
        var significant = SignedRankTest.Holm([.. compared.Select(i => curves[i].Significance!.Value)]);
        var differs = new bool[curves.Count];
        foreach (var (place, curve) in compared.Index())
            differs[curve] = significant[place];
        return differs;
    }

    private static string Number(ShiftedMean mean) => mean.Images == 0 ? "–" : $"{Number(mean.Mean)} [{Number(mean.Low)}, {Number(mean.High)}]";

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
