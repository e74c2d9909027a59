using System.Globalization;
using System.Text;

namespace VizBench.Suite;

/// <summary>A evaluation of paintings as tables: Markdown for people, CSV for programs.</summary>
public static class PaintingTable
{
    /// <summary>
    /// One table for each network: the mean of every column and its bootstrap 95 % interval. Before them, where there are several networks,
    /// the most telling columns side by side.
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

        EvaluationText.AppendTables(text, set.Evaluations, PaintingColumns.All, (column, rows) => [.. rows.Select(row => EvaluationText.Of(row, column))]);
        foreach (var note in set.Notes)
            text.Append(CultureInfo.InvariantCulture, $"- {note}\n");
        return text.ToString();
    }

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
            Settings = new { set.Settings.Networks, set.Settings.Strangers, set.Settings.Methods, set.Settings.Layer, set.Settings.Seeds, set.Settings.Images, set.Settings.Seed, Device = set.Settings.Device.ToString() },
            set.Evaluations,
            set.Notes,
        });
    }

    private static string SettingsOf(PaintingSettings settings) => FormattableString.Invariant(
        $"{(settings.Layer is { } layer ? $"Every unit of {layer}" : "Every class")}, {settings.Seeds} seeds from {settings.Seed}; percentiles among {settings.Images} images of world {settings.Seed}; float32 on {settings.Device.type.ToString().ToLowerInvariant()}.\n\n");
}
