using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>What a method's place in a column is.</summary>
internal enum ColumnPlace
{
    /// <summary>Not the best, nor shown to be worse; or the column doesn't apply.</summary>
    None,

    Best,

    /// <summary>Significantly worse than the best.</summary>
    Worse,
}

/// <summary>Which method is the best of a column by its mean, and which ones are significantly worse: signed-rank tests of the pairs, Holm's correction, 5 %.</summary>
internal static class BestOfColumn
{
    /// <returns>one place for each row</returns>
    internal static ColumnPlace[] Of(EvaluationColumn column, IReadOnlyList<AttributionEvaluation> rows)
    {
        var places = new ColumnPlace[rows.Count];
        var filled = Enumerable.Range(0, rows.Count).Where(r => rows[r].Of(column).Length > 0).ToArray();
        // One row alone is better than none, and rows that are all alike are better than none either.
        if (column.Direction == MetricDirection.Descriptive || filled.Select(r => rows[r].Of(column).Average()).Distinct().Count() < 2)
            return places;
        var sign = column.Direction == MetricDirection.HigherIsBetter ? -1 : 1;
        var most = filled.Max(r => rows[r].Of(column).Length);
        // With so few pairs no difference among so many methods can be significant.
        if (SignedRankTest.Least(most) > 0.05 / (filled.Length - 1))
            return places;
        var best = filled.Where(r => rows[r].Of(column).Length == most).MinBy(r => sign * rows[r].Of(column).Average());
        int[] others = [.. filled.Where(r => r != best)];
        var significant = SignedRankTest.Holm([.. others.Select(r => SignedRankTest.Of(rows[best].Values[column.Id], rows[r].Values[column.Id]))]);
        places[best] = ColumnPlace.Best;
        for (var i = 0; i < others.Length; i++)
            places[others[i]] = significant[i] ? ColumnPlace.Worse : ColumnPlace.None;
        return places;
    }

    /// <summary>A cell's text with the mark of its place: bold, or °.</summary>
    internal static string Marked(string text, ColumnPlace place) => place switch { ColumnPlace.Best => $"**{text}**", ColumnPlace.Worse => text + "°", _ => text };
}
