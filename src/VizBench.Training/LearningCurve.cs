namespace VizBench.Training;

/// <summary>A point of a classifier's learning curve: means over the steps since the point before.</summary>
public sealed record LearningPoint(int Step, double Loss, double Accuracy, double Rate)
{
    /// <summary>As a card shows it.</summary>
    internal static LearningPoint Of(CurveRow row) => new(row.Step, Math.Round(row.Means[0], 5), Math.Round(row.Means[1], 5), Math.Round(row.Rate, 6));
}

/// <summary>Means of what the steps since the row before have found, and the last step's rate.</summary>
internal sealed record CurveRow(int Step, double[] Means, double Rate);

/// <summary>Collects some numbers of each step and keeps their means at even distances.</summary>
/// <param name="numbers">how many each step gives; the first is the loss</param>
internal sealed class LearningCurve(int numbers)
{
    /// <summary>So many steps lie between two rows; what is left over at the end makes none.</summary>
    internal const int Every = 24;

    private readonly List<CurveRow> _rows = [];

    /// <summary>How many numbers each step gives.</summary>
    internal int Numbers => numbers;

    internal IReadOnlyList<CurveRow> Rows => _rows;

    /// <summary>Sums over the steps since the last row.</summary>
    internal (double[] Sums, int Count) Pending { get; private set; } = (new double[numbers], 0);

    /// <summary>The last row, where there is one.</summary>
    internal CurveRow? Last => _rows.Count == 0 ? null : _rows[^1];

    internal void Add(int step, ReadOnlySpan<double> found, double rate)
    {
        var (sums, count) = Pending;
        for (var i = 0; i < numbers; i++)
            sums[i] += found[i];
        Pending = (sums, ++count);
        if (count < Every)
            return;
        _rows.Add(new CurveRow(step + 1, Array.ConvertAll(sums, sum => sum / count), rate));
        Pending = (new double[numbers], 0);
    }

    /// <summary>Goes on from a stored curve.</summary>
    internal void Restore(IEnumerable<CurveRow> rows, (double[] Sums, int Count) pending)
    {
        _rows.Clear();
        _rows.AddRange(rows);
        Pending = pending;
    }
}
