namespace VizBench.Suite;

/// <summary>A table as JSON, every value with it.</summary>
internal static class JsonForm
{
    internal static string Of(ResultTable table) => JsonText.Of(new
    {
        table.Settings.Title,
        Keys = table.Keys.Select(ResultTable.NameOf),
        Sections = table.Sections.Select(section => new
        {
            section.Title,
            Columns = section.Columns.Select(column => new { column.Metric, column.Run, column.Heading, Direction = column.Direction.ToString() }),
            Rows = section.Rows.Select(row => new
            {
                row.Keys,
                row.Count,
                row.Failed,
                Cells = row.Cells.Select(cell => cell.Value is null ? null : new { cell.Value.Mean, cell.Value.Low, cell.Value.High, cell.Value.Count, Standing = cell.Standing.ToString().ToLowerInvariant() }),
            }),
            section.Notes,
        }),
        table.Methods,
        table.MethodNotes,
        Failures = table.Failures.Select(failed => new { failed.Run, Case = failed.Id, failed.Network, failed.Method, failed.Layer, failed.Input, failed.Error }),
        table.Notes,
        table.Provenance,
        Values = table.Values.Select(m => new { m.Run, m.Network, m.Method, m.Layer, m.Input, m.Seed, m.Metric, m.Value }),
    });
}
