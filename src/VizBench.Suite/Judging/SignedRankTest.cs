using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>Whether paired values differ: Wilcoxon 1945, two-sided, by the normal approximation with correction for ties and continuity.</summary>
internal static class SignedRankTest
{
    /// <returns>the p value; 1 where no pair differs</returns>
    internal static double Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        using var scope = NewDisposeScope();
        var differences = first.Zip(second, (a, b) => a - b).Where(d => d != 0 && double.IsFinite(d)).ToArray();
        if (differences.Length == 0)
            return 1;
        var ranks = RankCorrelation.Ranks(Array.ConvertAll(differences, Math.Abs));
        var positive = differences.Zip(ranks, (d, rank) => d > 0 ? rank : 0).Sum();
        var n = (double)differences.Length;
        var ties = ranks.GroupBy(rank => rank).Sum(group => Math.Pow(group.Count(), 3) - group.Count());
        var variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
        if (variance <= 0)
            return 1;
        var z = Math.Max(0, Math.Abs(positive - n * (n + 1) / 4) - 0.5) / Math.Sqrt(variance);
        return 1 - tensor(z / Math.Sqrt(2)).erf().item<double>();
    }

    /// <summary>Which of several p values are significant together, Holm 1979.</summary>
    internal static bool[] Holm(IReadOnlyList<double> values, double level = 0.05)
    {
        var significant = new bool[values.Count];
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        for (var rank = 0; rank < order.Length && values[order[rank]] <= level / (order.Length - rank); rank++)
            significant[order[rank]] = true;
        return significant;
    }
}
