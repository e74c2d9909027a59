using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>Whether paired values differ: Wilcoxon 1945, two-sided, exact up to 30 pairs, beyond by the normal approximation with corrections for ties and continuity.</summary>
internal static class SignedRankTest
{
    private const int MostExact = 30;

    /// <returns>the p value; 1 where no pair differs</returns>
    internal static double Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var differences = first.Zip(second, (a, b) => a - b).Where(d => d != 0 && double.IsFinite(d)).ToArray();
        if (differences.Length == 0)
            return 1;
        var ranks = RankCorrelation.Ranks(Array.ConvertAll(differences, Math.Abs));
        var positive = differences.Zip(ranks, (d, rank) => d > 0 ? rank : 0).Sum();
        return differences.Length <= MostExact ? Exact(ranks, positive) : Approximate(ranks, positive);
    }

    /// <summary>The smallest p value that so many pairs can give.</summary>
    internal static double Least(int pairs) => Math.Pow(2, 1 - pairs);

    /// <summary>The share of all ways to sign the ranks whose sum lies at least as far from its mean.</summary>
    internal static double Exact(double[] ranks, double positive)
    {
        // Ranks of ties are halves: twice the ranks are whole.
        var whole = Array.ConvertAll(ranks, rank => (int)Math.Round(2 * rank));
        var total = whole.Sum();
        var ways = new double[total + 1];
        ways[0] = 1;
        foreach (var rank in whole)
        {
            for (var sum = total; sum >= rank; sum--)
                ways[sum] += ways[sum - rank];
        }

        var distance = Math.Abs(4 * positive - total);
        return Enumerable.Range(0, total + 1).Where(sum => Math.Abs(2 * sum - total) >= distance - 1e-9).Sum(sum => ways[sum]) / Math.Pow(2, ranks.Length);
    }

    internal static double Approximate(double[] ranks, double positive)
    {
        using var scope = NewDisposeScope();
        var n = (double)ranks.Length;
        var ties = ranks.GroupBy(rank => rank).Sum(group => Math.Pow(group.Count(), 3) - group.Count());
        var variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
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
