using System.Globalization;
using System.Text;

namespace VizBench.Suite;

/// <summary>An evaluation of paintings as tables: Markdown for people, CSV for programs.</summary>
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
                EvaluationText.AppendSideBySide(text, set.Evaluations, set.Gaps, column);
        }

        foreach (var network in set.Evaluations.Select(evaluation => evaluation.Network).Concat(set.Gaps.Select(gap => gap.Network)).Distinct(StringComparer.Ordinal))
        {
            AttributionEvaluation[] rows = [.. set.Evaluations.Where(evaluation => string.Equals(evaluation.Network, network, StringComparison.Ordinal))];
            EvaluationGap[] gaps = [.. set.Gaps.Where(gap => string.Equals(gap.Network, network, StringComparison.Ordinal))];
            text.Append(CultureInfo.InvariantCulture, $"## {network}\n\n");
            EvaluationText.AppendTable(text, rows, gaps, PaintingColumns.Descriptive, (column, all) => [.. all.Select(row => EvaluationText.Of(row, column))]);
            EvaluationGap.AppendReasons(text, gaps);
            AppendNaturalness(text, rows, set.Judges.FirstOrDefault(judges => string.Equals(judges.Network, network, StringComparison.Ordinal)));
        }

        foreach (var note in set.Notes)
            text.Append(CultureInfo.InvariantCulture, $"- {note}\n");
        return text.ToString();
    }

    private static void AppendNaturalness(StringBuilder text, AttributionEvaluation[] rows, PaintingJudges? judges)
    {
        EvaluationColumn[] filled = [.. PaintingColumns.Naturalness.Where(column => rows.Any(row => row.Of(column).Length > 0))];
        if (filled.Length == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"### {rows[0].Network}: naturalness\n\n");
        EvaluationText.AppendTable(text, rows, [], filled, (column, _) => [.. rows.Zip(PlacesOf(column, rows), (row, place) => BestOfColumn.Marked(EvaluationText.Of(row, column), place))]);
        var closest = filled.Select(column => Closest(column, rows)).OfType<string>().ToArray();
        if (closest.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"Closest to images: {string.Join("; ", closest)}.\n\n");
        foreach (var note in NotesOf(rows, filled, judges))
            text.Append(CultureInfo.InvariantCulture, $"{note}\n\n");
    }

    private static IEnumerable<string> NotesOf(AttributionEvaluation[] rows, EvaluationColumn[] filled, PaintingJudges? judges)
    {
        if (judges is { LeftOut.Count: > 0 })
            yield return $"Judged by {(judges.Judges.Count > 0 ? string.Join(", ", judges.Judges) : "nobody")}; by {string.Join(", ", judges.LeftOut)} no method is, since generators of evaluated methods were trained with {(judges.LeftOut.Count == 1 ? "it" : "them")}.";
        if (filled.Any(IsOfEqualCounts) && rows.Where(IsMethod).Any(row => !IsRanked(FrechetColumn, row, rows)))
            yield return $"Fréchet distances are ranked among the methods with {Counted.Of(PicturesOfMost(rows), "picture")}, the number that most have.";
    }

    /// <summary>"slope distance by am-maco (3 others not significantly farther)"; null where no method is told from another.</summary>
    private static string? Closest(EvaluationColumn column, AttributionEvaluation[] rows)
    {
        var places = PlacesOf(column, rows);
        var heading = column.Heading[..^2];
        var likeImages = rows.Where((row, r) => IsMethod(row) && places[r] != ColumnPlace.Worse && IsAsNearAsImages(column, row, rows)).Select(row => row.Method).ToArray();
        if (likeImages.Length > 0 && places.Contains(ColumnPlace.Worse))
            return $"{heading}: as near as images themselves {string.Join(", ", likeImages)}";
        var best = Array.IndexOf(places, ColumnPlace.Best);
        if (best < 0)
            return null;
        var near = Enumerable.Range(0, rows.Length).Count(r => r != best && IsMethod(rows[r]) && IsRanked(column, rows[r], rows) && rows[r].Of(column).Length > 0 && places[r] != ColumnPlace.Worse);
        return FormattableString.Invariant($"{heading} by {rows[best].Method}{near switch { 0 => "", 1 => " (1 other not significantly farther)", _ => $" ({near} others not significantly farther)" }}");
    }

    /// <summary>
    /// Images are what the methods are held against, and have no place among them. Distances of the slope below the images' own count as these, and are no best.
    /// Fréchet distances are ranked among methods of equally many pictures.
    /// </summary>
    private static ColumnPlace[] PlacesOf(EvaluationColumn column, AttributionEvaluation[] rows)
    {
        var ranked = rows.Where(row => IsMethod(row) && IsRanked(column, row, rows)).ToArray();
        var places = BestOfColumn.Of(column, [.. ranked.Select(row => NoNearerThanImages(column, row, rows))]);
        return
        [
            .. rows.Select(row => Array.IndexOf(ranked, row) is var at and >= 0 && !(places[at] == ColumnPlace.Best && IsAsNearAsImages(column, row, rows))
                ? places[at]
                : ColumnPlace.None),
        ];
    }

    private static EvaluationColumn FrechetColumn { get; } = PaintingColumns.Naturalness.Single(IsOfEqualCounts);

    private static bool IsOfEqualCounts(EvaluationColumn column) => string.Equals(column.Id, PaintingColumns.FrechetDistance, StringComparison.Ordinal);

    private static bool IsRanked(EvaluationColumn column, AttributionEvaluation row, AttributionEvaluation[] rows) =>
        !IsOfEqualCounts(column) || row.Of(column).Length == 0 || PicturesOf(row) == PicturesOfMost(rows);

    /// <summary>How many pictures most of the methods have that have a Fréchet distance; of several such numbers the greatest.</summary>
    private static int PicturesOfMost(AttributionEvaluation[] rows) => rows.Where(row => IsMethod(row) && row.Of(FrechetColumn).Length > 0)
        .GroupBy(PicturesOf).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).Select(group => group.Key).FirstOrDefault();

    private static int PicturesOf(AttributionEvaluation row) => row.Values.TryGetValue("activation", out var values) ? values.Length : 0;

    /// <summary>The mean distance of the images' own slopes; null where it doesn't bound the column.</summary>
    private static double? OfImages(EvaluationColumn column, AttributionEvaluation[] rows) =>
        string.Equals(column.Id, PaintingColumns.SlopeDistance, StringComparison.Ordinal) && rows.FirstOrDefault(row => !IsMethod(row))?.Of(column) is { Length: > 0 } values ? values.Average() : null;

    private static bool IsAsNearAsImages(EvaluationColumn column, AttributionEvaluation row, AttributionEvaluation[] rows) =>
        OfImages(column, rows) is { } least && row.Of(column) is { Length: > 0 } values && values.Average() <= least;

    private static AttributionEvaluation NoNearerThanImages(EvaluationColumn column, AttributionEvaluation row, AttributionEvaluation[] rows) =>
        OfImages(column, rows) is not { } least || !row.Values.TryGetValue(column.Id, out var values)
            ? row
            : row with { Values = new(row.Values, StringComparer.Ordinal) { [column.Id] = [.. values.Select(value => Math.Max(value, least))] } };

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
            set.Origin,
            Settings = new { set.Settings.Networks, set.Settings.Strangers, set.Settings.Methods, set.Settings.Layer, set.Settings.Seeds, set.Settings.Images, set.Settings.References, set.Settings.Seed, Device = set.Settings.Device.ToString() },
            set.Judges,
            set.Evaluations,
            Notes = set.Remarks,
            set.Gaps,
            Plugins = set.Plugins ?? [],
        });
    }

    private static string SettingsOf(PaintingSettings settings) => FormattableString.Invariant(
        $"{(settings.Layer is { } layer ? $"Every unit of {layer}" : "Every class")}, {Counted.Of(settings.Seeds, "seed")} from {settings.Seed}; percentiles among {Counted.Of(settings.Images, "image")} of world {settings.Seed}, naturalness from {Counted.Of(settings.References, "other")} of each class; float32 on {settings.Device.type.ToString().ToLowerInvariant()}.\n\n");
}
