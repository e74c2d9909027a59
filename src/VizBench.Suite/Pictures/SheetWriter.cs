using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Suite;

/// <summary>sheet.png: every input in a row, what each method made of it in the columns.</summary>
internal static class SheetWriter
{
    private const int CellSize = 128;

    internal static void Write(RunFolder folder)
    {
        var cases = RunContent.Read(folder).Done;
        if (cases.Count == 0)
            return;
        var methods = cases.Select(c => c.Label).Distinct(StringComparer.Ordinal).ToArray();
        var rows = cases.GroupBy(c => (c.Network, c.Input)).ToArray();
        var sheet = new ContactSheet
        {
            Title = $"{cases[0].Network} · {RunContent.Read(folder).Manifest.Suite}",
            ColumnHeaders = ["input", .. methods],
            RowHeaders = [.. rows.Select(row => row.Key.Input)],
            Rows = [.. rows.Select(row => RowOf(folder, [.. row], methods))],
        };
        ImageFiles.WritePng(folder.Sheet, sheet.Render());
    }

    private static IReadOnlyList<SheetCell> RowOf(RunFolder folder, IReadOnlyList<CaseFacts> row, IReadOnlyList<string> methods)
    {
        var first = row[0];
        var cells = new List<SheetCell> { new(Picture(folder, RunFolder.InputPicture(first.Network, first.InputId)), first.TrueClassName ?? "") };
        foreach (var method in methods)
        {
            var facts = row.FirstOrDefault(c => string.Equals(c.Label, method, StringComparison.Ordinal));
            cells.Add(facts is null ? new SheetCell(null) : new SheetCell(Picture(folder, RunFolder.Picture(facts.Id)), facts.TargetName ?? facts.PredictedName ?? ""));
        }

        return cells;
    }

    private static RgbImage Picture(RunFolder folder, string relative) => Upscale.ToFit(ImageFiles.Read(folder.In(relative)), CellSize);
}
