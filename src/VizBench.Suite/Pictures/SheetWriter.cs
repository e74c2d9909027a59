using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>sheet.png: every input in a row, what each method made of it in the columns; of what is painted from nothing, every network in a row.</summary>
internal static class SheetWriter
{
    // Twice 67 pixels: a grid of 16 maps of 16×16 with its gaps, beside maps of 64×64.
    private const int CellSize = 134;

    internal static void Write(RunFolder folder)
    {
        var run = RunContent.Read(folder);
        var cases = run.Done;
        if (cases.Count == 0)
            return;
        var methods = cases.Select(c => c.Label).Distinct(StringComparer.Ordinal).ToArray();
        var rows = cases.GroupBy(c => (c.Network, c.Input)).ToArray();
        var networks = cases.Select(c => c.Network).Distinct(StringComparer.Ordinal).ToArray();
        var hasInputs = !cases.All(c => MethodRegistry.Named(c.Method).Description.Generates);
        var sheet = new ContactSheet
        {
            Title = $"{(networks.Length == 1 ? networks[0] : $"{networks.Length} networks")} · {run.Manifest.Suite}",
            ColumnHeaders = [.. hasInputs ? ["input"] : Array.Empty<string>(), .. methods],
            RowHeaders = [.. rows.Select(row => !hasInputs ? row.Key.Network : networks.Length == 1 ? row.Key.Input : $"{row.Key.Network} {row.Key.Input}")],
            Rows = [.. rows.Select(row => RowOf(folder, [.. row], methods, hasInputs))],
        };
        ImageFiles.WritePng(folder.Sheet, sheet.Render());
    }

    private static IReadOnlyList<SheetCell> RowOf(RunFolder folder, IReadOnlyList<CaseFacts> row, IReadOnlyList<string> methods, bool hasInputs)
    {
        var first = row[0];
        var cells = new List<SheetCell>();
        if (hasInputs)
            cells.Add(new(Picture(folder, RunFolder.InputPicture(first.Network, first.InputId)), first.TrueClassName ?? ""));
        foreach (var method in methods)
        {
            var facts = row.FirstOrDefault(c => string.Equals(c.Label, method, StringComparison.Ordinal));
            cells.Add(facts is null ? new SheetCell(null) : new SheetCell(Picture(folder, RunFolder.Picture(facts.Id)), facts.TargetName ?? facts.PredictedName ?? ""));
        }

        return cells;
    }

    private static RgbImage Picture(RunFolder folder, string relative) => Upscale.ToFit(ImageFiles.Read(folder.In(relative)), CellSize);
}
