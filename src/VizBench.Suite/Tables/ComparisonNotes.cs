using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>What the marks of a part mean, with the numbers of pairs.</summary>
internal static class ComparisonNotes
{
    /// <param name="comparisons">by column</param>
    /// <param name="rows">names of the rows</param>
    /// <param name="unit">what pairs are of, in words: "network, input and seed"</param>
    internal static IReadOnlyList<string> Of(IReadOnlyList<(TableColumn Column, PairedComparison Comparison)> comparisons, IReadOnlyList<string> rows, string unit)
    {
        var compared = comparisons.Where(entry => entry.Comparison.Best is not null).ToArray();
        if (compared.Length == 0)
            return comparisons.All(entry => entry.Column.Direction == MetricDirection.Descriptive) ? ["These numbers describe; neither end is better, so none is bold."] : [];
        var notes = new List<string>();
        int[] pairs = [.. compared.SelectMany(entry => entry.Comparison.Pairs).Where(count => count > 0)];
        notes.Add(pairs.Length == 0
            ? "Bold: the best mean of a column by the end that its arrow names. No two rows have pairs, so no difference is tested."
            : $"Bold: the best mean of a column by the end that its arrow names. ° marks what is significantly worse: two-sided Wilcoxon signed-rank tests against the best, which is chosen by the same values, over {Range(pairs)} of the same {unit}, Holm-corrected over the column, level 5 %.");
        string[] few = [.. compared.Where(entry => !entry.Comparison.CanDiffer && entry.Comparison.Pairs.Any(count => count > 0)).Select(entry => entry.Column.Heading)];
        if (few.Length > 0)
            notes.Add($"Too few pairs for any difference among so many rows to be significant: {string.Join(", ", few)}.");
        string[] unpaired = [.. compared.Where(entry => entry.Comparison.Standings.Contains(CellStanding.Unpaired))
            .Select(entry => $"{entry.Column.Heading}: {Named(rows.Where((_, r) => entry.Comparison.Standings[r] == CellStanding.Unpaired))} (with {rows[entry.Comparison.Best!.Value]})")];
        if (unpaired.Length > 0)
            notes.Add($"‡ marks rows that have no pair with the best and are not compared. {string.Join("; ", unpaired)}.");
        return notes;
    }

    /// <summary>The first few of many names, and how many more there are.</summary>
    internal static string Named(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length <= 4 ? string.Join(", ", all) : $"{string.Join(", ", all.Take(3))} and {all.Length - 3} more";
    }

    private static string Range(int[] counts) => counts.Min() == counts.Max() ? Counted.Of(counts.Max(), "pair") : $"{counts.Min()} to {counts.Max()} pairs";
}
