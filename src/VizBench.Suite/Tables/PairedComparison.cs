using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>
/// The best row of a column by its mean, and which rows it differs from: Wilcoxon signed-rank tests over pairs of values
/// (<see cref="RowSample.PairsWith"/>), two-sided, Holm's correction over the rows that have pairs, 5 %.
/// </summary>
/// <param name="Best">null: neither end of the metric is better, fewer than two rows have values, or all rows have the same mean</param>
/// <param name="Standings">one for each row</param>
/// <param name="Pairs">with the best: one for each row, 0 where there are none</param>
/// <param name="CanDiffer">whether the pairs are enough for any difference to be significant</param>
internal sealed record PairedComparison(int? Best, IReadOnlyList<CellStanding> Standings, IReadOnlyList<int> Pairs, bool CanDiffer)
{
    internal const double Level = 0.05;

    /// <param name="rows">each row's values; empty where the metric doesn't apply</param>
    internal static PairedComparison Of(MetricDirection direction, IReadOnlyList<RowSample> rows)
    {
        var (standings, pairs) = (new CellStanding[rows.Count], new int[rows.Count]);
        var filled = Enumerable.Range(0, rows.Count).Where(r => !rows[r].IsEmpty).ToArray();
        if (direction == MetricDirection.Descriptive || filled.Select(r => rows[r].Values.Average()).Distinct().Count() < 2)
            return new PairedComparison(null, standings, pairs, false);
        var sign = direction == MetricDirection.HigherIsBetter ? -1 : 1;
        var best = filled.MinBy(r => sign * rows[r].Values.Average());
        var mean = rows[best].Values.Average();
        var tests = new List<(int Row, double P)>();
        foreach (var row in filled.Where(r => r != best))
        {
            var common = rows[best].PairsWith(rows[row]);
            pairs[row] = common.Count;
            if (common.Count > 0)
                tests.Add((row, SignedRankTest.Of([.. common.Select(pair => pair.Own)], [.. common.Select(pair => pair.Other)])));
            else
                standings[row] = CellStanding.Unpaired;
        }

        var significant = SignedRankTest.Holm([.. tests.Select(test => test.P)], Level);
        for (var i = 0; i < tests.Count; i++)
            standings[tests[i].Row] = significant[i] ? CellStanding.Worse : CellStanding.None;
        // Rows of the same mean are as good.
        foreach (var row in filled.Where(r => rows[r].Values.Average() == mean))
            standings[row] = CellStanding.Best;
        return new PairedComparison(best, standings, pairs, tests.Any(test => SignedRankTest.Least(pairs[test.Row]) <= Level / tests.Count));
    }
}
