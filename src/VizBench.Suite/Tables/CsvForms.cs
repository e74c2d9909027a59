using System.Text;

namespace VizBench.Suite;

/// <summary>Tables as comma-separated values.</summary>
internal static class CsvForms
{
    /// <summary>One value a line: every number that a mean is made of, then a line without one for each failed case.</summary>
    internal static string Long(ResultTable table)
    {
        var text = new StringBuilder();
        CsvTable.AppendRow(text, "run", "network", "method", "layer", "input", "seed", "metric", "value", "error");
        foreach (var m in table.Values)
            CsvTable.AppendRow(text, m.Run, m.Network, m.Method, m.Layer, m.Input, m.Seed, m.Metric, m.Value, null);
        foreach (var f in table.Failures)
            CsvTable.AppendRow(text, f.Run, f.Network, f.Method, f.Layer, f.Input, null, null, null, f.Error);
        return text.ToString();
    }

    /// <summary>One row of the table a line, and for each column mean, interval, number of values and standing; empty where there is no value.</summary>
    internal static string Wide(ResultTable table)
    {
        var text = new StringBuilder();
        var columns = table.Sections.SelectMany(section => section.Columns.Select((column, c) => (Section: section, Column: column, Place: c))).ToArray();
        CsvTable.AppendRow(text, [
            .. table.Keys.Select(ResultTable.NameOf), "failed",
            .. columns.SelectMany(entry => new[] { "", " low", " high", " n", " standing" }.Select(part => Name(entry.Section, entry.Column) + part)),
        ]);
        foreach (var rows in table.Sections.SelectMany(section => section.Rows).GroupBy(row => string.Join('\n', row.Keys), StringComparer.Ordinal))
        {
            var cells = columns.SelectMany(entry =>
            {
                var cell = entry.Section.Rows.FirstOrDefault(row => string.Equals(string.Join('\n', row.Keys), rows.Key, StringComparison.Ordinal))?.Cells[entry.Place];
                return cell?.Value is { } value
                    ? new object?[] { value.Mean, value.Low, value.High, value.Count, cell.Standing.ToString().ToLowerInvariant() }
                    : [null, null, null, null, null];
            });
            CsvTable.AppendRow(text, [.. rows.First().Keys, rows.First().Failed, .. cells]);
        }

        return text.ToString();

        // The smoothness of maps and that of pictures have the same names.
        string Name(TableSection section, TableColumn column)
        {
            var name = column.Run.Length > 0 ? $"{column.Metric} ({column.Run})" : column.Metric;
            return columns.Count(other => string.Equals(other.Column.Metric, column.Metric, StringComparison.Ordinal) && string.Equals(other.Column.Run, column.Run, StringComparison.Ordinal)) > 1 ? $"{section.Title}: {name}" : name;
        }
    }
}
