using System.Globalization;
using System.Text;

namespace VizBench.Suite;

/// <summary>A evaluation of paintings as tables: Markdown for people, CSV for programs.</summary>
public static class PaintingTable
{
    /// <summary>
    /// One table for each network: the mean of every column and its bootstrap 95 % interval. Before them, where there are several networks,
    /// the most telling columns side by side. What is natural stands by itself behind each network's table, with the best method in bold and ° where the best
    /// differs significantly.
    /// </summary>
    public static string Markdown(PaintingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var text = new StringBuilder(SettingsOf(set.Settings));
        foreach (var column in set.Settings.Networks.Count > 1 ? PaintingColumns.Telling : [])
        {
            if (set.Evaluations.Any(evaluation => evaluation.Of(column).Length > 0))
                EvaluationText.AppendSideBySide(text, set.Evaluations, column);
        }

        foreach (var network in set.Evaluations.GroupBy(evaluation => evaluation.Network, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {network.Key}\n\n");
            EvaluationText.AppendTable(text, [.. network], PaintingColumns.Descriptive, (column, rows) => [.. rows.Select(row => EvaluationText.Of(row, column))]);
            AppendNaturalness(text, [.. network]);
        }

        foreach (var note in set.Notes)
            text.Append(CultureInfo.InvariantCulture, $"- {note}\n");
        return text.ToString();
    }

    private static void AppendNaturalness(StringBuilder text, AttributionEvaluation[] rows)
    {
        EvaluationColumn[] filled = [.. PaintingColumns.Naturalness.Where(column => rows.Any(row => row.Of(column).Length > 0))];
        if (filled.Length == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"### {rows[0].Network}: naturalness\n\n");
        EvaluationText.AppendTable(text, rows, filled, (column, _) => [.. rows.Zip(PlacesOf(column, rows), (row, place) => BestOfColumn.Marked(EvaluationText.Of(row, column), place))]);
        var closest = filled.Select(column => Closest(column, rows)).OfType<string>().ToArray();
        if (closest.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"Closest to images: {string.Join("; ", closest)}.\n\n");
    }

    /// <summary>"slope distance by am-maco (3 others not significantly farther)"; null where no method is told from another.</summary>
    private static string? Closest(EvaluationColumn column, AttributionEvaluation[] rows)
    {
        var places = PlacesOf(column, rows);
        var best = Array.IndexOf(places, ColumnPlace.Best);
        if (best < 0)
            return null;
        var near = Enumerable.Range(0, rows.Length).Count(r => r != best && IsMethod(rows[r]) && rows[r].Of(column).Length > 0 && places[r] != ColumnPlace.Worse);
        return FormattableString.Invariant($"{column.Heading[..^2]} by {rows[best].Method}{near switch { 0 => "", 1 => " (1 other not significantly farther)", _ => $" ({near} others not significantly farther)" }}");
    }

    /// <summary>Images are what the methods are held against, and have no place among them.</summary>
    private static ColumnPlace[] PlacesOf(EvaluationColumn column, AttributionEvaluation[] rows)
    {
        var places = new Queue<ColumnPlace>(BestOfColumn.Of(column, [.. rows.Where(IsMethod)]));
        return [.. rows.Select(row => IsMethod(row) ? places.Dequeue() : ColumnPlace.None)];
    }

    private static bool IsMethod(AttributionEvaluation row) => !string.Equals(row.Method, ImageEvaluator.OfImages, StringComparison.Ordinal);

    /// <summary>A line for each network, method and column: mean, interval, number of pictures.</summary>
    public static string Csv(PaintingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return EvaluationText.Csv(set.Evaluations, PaintingColumns.All, "pictures");
    }

    /// <summary>The set itself, every picture's values with it.</summary>
    public static string Json(PaintingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return JsonText.Of(new
        {
            set.Version,
            Settings = new { set.Settings.Networks, set.Settings.Strangers, set.Settings.Methods, set.Settings.Layer, set.Settings.Seeds, set.Settings.Images, set.Settings.References, set.Settings.Seed, Device = set.Settings.Device.ToString() },
            set.Evaluations,
            set.Notes,
        });
    }

    private static string SettingsOf(PaintingSettings settings) => FormattableString.Invariant(
        $"{(settings.Layer is { } layer ? $"Every unit of {layer}" : "Every class")}, {settings.Seeds} seeds from {settings.Seed}; percentiles among {settings.Images} images of world {settings.Seed}, naturalness from {settings.References} others of each class; float32 on {settings.Device.type.ToString().ToLowerInvariant()}.\n\n");
}
