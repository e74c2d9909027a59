using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>
/// sheet.png: every input in a row, what each method made of it in the columns; of what is painted from nothing, every network
/// in a row; of units of one network, every layer in a row.
/// </summary>
public static class SheetWriter
{
    // Twice 67 pixels: a grid of 16 maps of 16×16 with its gaps, beside maps of 64×64.
    private const int CellSize = 134;

    internal static void Write(RunFolder folder)
    {
        var run = RunContent.Read(folder);
        if (run.Done.Count > 0)
            ImageFiles.WritePng(folder.Sheet, SheetOf(run, run.Done));
    }

    /// <summary>Writes a sheet of some cases of a run, from the run's files.</summary>
    /// <param name="path">a .png or a .jpg file</param>
    /// <param name="filter">shell patterns over the cases' ids; null: all</param>
    /// <exception cref="UserError">not a run's folder, a file in it is missing or damaged, or no computed case matches</exception>
    public static void Write(string folder, string path, string? filter)
    {
        var run = RunContent.Read(RunFolder.Open(folder));
        CaseFacts[] chosen = [.. run.Done.Where(facts => Glob.Matches(filter, facts.Id))];
        if (chosen.Length == 0)
            throw new UserError($"--filter: none of the {run.Done.Count} computed cases of {folder} matches '{filter}'; its report.html has their ids");
        ImageFiles.Write(path, SheetOf(run, chosen));
    }

    private static RgbImage SheetOf(RunContent run, IReadOnlyList<CaseFacts> cases) =>
        (AreUnits(cases) ? UnitSheet(run.Folder, run.Manifest.Suite, cases) : MethodSheet(run.Folder, run.Manifest.Suite, cases)).Render();

    /// <summary>Whether every case is a picture painted for one unit, all by one method and for one network.</summary>
    private static bool AreUnits(IReadOnlyList<CaseFacts> cases) =>
        cases.All(c => Generates(c) && c is { Layer: not null, Units.Count: 1 })
        && cases.DistinctBy(c => (c.Network, c.Method)).Count() == 1;

    /// <summary>A method that isn't there, of a plugin that wasn't named again, shows its inputs.</summary>
    private static bool Generates(CaseFacts facts) => MethodRegistry.Find(facts.Method)?.Description.Generates ?? false;

    private static ContactSheet UnitSheet(RunFolder folder, string suite, IReadOnlyList<CaseFacts> cases)
    {
        var rows = cases.GroupBy(c => c.Layer!, StringComparer.Ordinal).ToArray();
        return new ContactSheet
        {
            Title = $"{cases[0].Network} · {suite}",
            RowHeaders = [.. rows.Select(row => row.Key)],
            Rows = [.. rows.Select(row => row.Select(c => new SheetCell(Picture(folder, RunFolder.Picture(c.Id)), $"unit {c.Units[0]}")).ToArray())],
        };
    }

    private static ContactSheet MethodSheet(RunFolder folder, string suite, IReadOnlyList<CaseFacts> cases)
    {
        var methods = cases.Select(c => c.Label).Distinct(StringComparer.Ordinal).ToArray();
        var rows = cases.GroupBy(c => (c.Network, c.Input)).ToArray();
        var networks = cases.Select(c => c.Network).Distinct(StringComparer.Ordinal).ToArray();
        var hasInputs = !cases.All(c => Generates(c));
        return new ContactSheet
        {
            Title = $"{(networks.Length == 1 ? networks[0] : $"{networks.Length} networks")} · {suite}",
            ColumnHeaders = [.. hasInputs ? ["input"] : Array.Empty<string>(), .. methods],
            RowHeaders = [.. rows.Select(row => !hasInputs ? row.Key.Network : networks.Length == 1 ? row.Key.Input : $"{row.Key.Network} {row.Key.Input}")],
            Rows = [.. rows.Select(row => RowOf(folder, [.. row], methods, hasInputs))],
        };
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
