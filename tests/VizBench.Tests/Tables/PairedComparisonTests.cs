using NUnit.Framework;
using VizBench.Metrics;
using VizBench.Randomness;
using VizBench.Suite;

namespace VizBench.Tests.Tables;

/// <summary>Which row is the best of a column, and which are significantly worse.</summary>
public sealed class PairedComparisonTests
{
    [Test]
    public void What_is_worse_at_every_input_is_significantly_worse()
    {
        var found = Compare(MetricDirection.HigherIsBetter, Row(i => 0.6 + 0.01 * i), Row(i => 0.5 + 0.01 * i));
        Assert.That(found.Standings, Is.EqualTo(new[] { CellStanding.Best, CellStanding.Worse }));
        Assert.That(found.Pairs, Is.EqualTo(new[] { 0, 10 }));
        Assert.That(found.CanDiffer, Is.True);
    }

    [Test]
    public void The_lower_one_is_the_best_where_lower_is_better() =>
        Assert.That(Compare(MetricDirection.LowerIsBetter, Row(i => 0.6 + 0.01 * i), Row(i => 0.5 + 0.01 * i)).Standings, Is.EqualTo(new[] { CellStanding.Worse, CellStanding.Best }));

    [Test]
    public void What_wins_half_of_the_inputs_is_not_significantly_worse() =>
        Assert.That(Compare(MetricDirection.HigherIsBetter, Row(_ => 0.5), Row(i => i % 2 == 0 ? 0.6 : 0.39)).Standings, Is.EqualTo(new[] { CellStanding.Best, CellStanding.None }));

    [Test]
    public void Without_a_better_end_nothing_is_best() =>
        Assert.That(Compare(MetricDirection.Descriptive, Row(_ => 1), Row(_ => 2)).Standings, Is.All.EqualTo(CellStanding.None));

    [Test]
    public void A_row_alone_is_not_the_best() => Assert.That(Compare(MetricDirection.HigherIsBetter, Row(_ => 1), Row(_ => 1, 0)).Best, Is.Null);

    [Test]
    public void Rows_of_the_same_mean_are_as_good() =>
        Assert.That(Compare(MetricDirection.HigherIsBetter, Row(_ => 1), Row(_ => 1), Row(_ => 0)).Standings, Is.EqualTo(new[] { CellStanding.Best, CellStanding.Best, CellStanding.Worse }));

    [Test]
    public void Where_all_rows_have_one_mean_none_is_the_best()
    {
        var found = Compare(MetricDirection.HigherIsBetter, Row(_ => 1), Row(_ => 1), Row(i => i % 2 == 0 ? 2 : 0));
        Assert.That((found.Best, found.Standings), Is.EqualTo(((int?)null, new[] { CellStanding.None, CellStanding.None, CellStanding.None })));
    }

    [Test]
    public void What_was_measured_elsewhere_has_no_pairs()
    {
        var elsewhere = Enumerable.Range(0, 10).ToDictionary(i => $"other {i}", _ => 0.1, StringComparer.Ordinal);
        var found = Compare(MetricDirection.HigherIsBetter, Row(_ => 0.6), elsewhere);
        Assert.That(found.Standings, Is.EqualTo(new[] { CellStanding.Best, CellStanding.Unpaired }));
        Assert.That(found.Pairs, Is.EqualTo(new[] { 0, 0 }));
    }

    [Test]
    public void Five_pairs_are_too_few_for_two_rows_and_six_are_enough([Values(5, 6)] int pairs) =>
        Assert.That(Compare(MetricDirection.HigherIsBetter, Row(i => 1 + i, pairs), Row(i => i, pairs)).CanDiffer, Is.EqualTo(pairs == 6));

    [Test]
    public void Tests_and_correction_are_those_of_a_plain_count([Range(0, 19)] int seed)
    {
        var random = new StreamKey(seed, nameof(PairedComparisonTests), "rows").Open();
        var rows = Enumerable.Range(0, 4).Select(r => Row(_ => Math.Round(random.NextDouble() + 0.25 * r, 2), 9, key => random.NextInt(10) > 0)).ToArray();
        var found = Compare(MetricDirection.HigherIsBetter, rows);
        var best = found.Best!.Value;
        Assert.That(rows.Select(row => row.Values.Average()).Max(), Is.EqualTo(rows[best].Values.Average()));
        var others = Enumerable.Range(0, 4).Where(r => r != best).OrderBy(r => PlainP(rows[best], rows[r])).ToArray();
        // Holm: step down until one is not significant.
        var stopped = false;
        for (var rank = 0; rank < others.Length; rank++)
        {
            stopped |= PlainP(rows[best], rows[others[rank]]) > 0.05 / (others.Length - rank);
            Assert.That(found.Standings[others[rank]], Is.EqualTo(stopped ? CellStanding.None : CellStanding.Worse), $"rank {rank}");
        }
    }

    /// <summary>All ways to sign the differences, counted one by one.</summary>
    private static double PlainP(Dictionary<string, double> one, Dictionary<string, double> other)
    {
        var differences = one.Keys.Where(other.ContainsKey).Select(key => one[key] - other[key]).Where(d => d != 0).ToArray();
        if (differences.Length == 0)
            return 1;
        // The mean rank of those that are as large: half of those below, and of its like.
        var ranks = differences.Select(d => differences.Count(e => Math.Abs(e) < Math.Abs(d)) + (differences.Count(e => Math.Abs(e) == Math.Abs(d)) + 1) / 2.0).ToArray();
        var middle = ranks.Sum() / 2;
        var seen = Math.Abs(differences.Zip(ranks, (d, rank) => d > 0 ? rank : 0).Sum() - middle);
        var ways = 0;
        for (var signs = 0; signs < 1 << ranks.Length; signs++)
        {
            if (Math.Abs(Enumerable.Range(0, ranks.Length).Where(i => (signs >> i & 1) == 1).Sum(i => ranks[i]) - middle) >= seen - 1e-9)
                ways++;
        }

        return ways / Math.Pow(2, ranks.Length);
    }

    private static PairedComparison Compare(MetricDirection direction, params IReadOnlyDictionary<string, double>[] rows) =>
        PairedComparison.Of(direction, [.. rows.Select(row => new RowSample(row.Select(value => KeyValuePair.Create(new SampleKey(value.Key, 0), value.Value))))]);

    private static Dictionary<string, double> Row(Func<int, double> value, int count = 10, Func<int, bool>? has = null) =>
        Enumerable.Range(0, count).Where(i => has?.Invoke(i) ?? true).ToDictionary(i => $"input {i}", value, StringComparer.Ordinal);
}
