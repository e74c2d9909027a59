namespace VizBench.Training;

/// <summary>A point of the learning curve: means over the steps since the point before.</summary>
public sealed record LearningPoint(int Step, double Loss, double Accuracy, double Rate)
{
    /// <summary>As a card shows it.</summary>
    internal LearningPoint Rounded() => new(Step, Math.Round(Loss, 5), Math.Round(Accuracy, 5), Math.Round(Rate, 6));
}

/// <summary>Collects loss and accuracy of each step and keeps their means at even distances.</summary>
internal sealed class LearningCurve
{
    private const int Every = 24;

    private readonly List<LearningPoint> _points = [];

    internal IReadOnlyList<LearningPoint> Points => _points;

    /// <summary>Sums over the steps since the last point.</summary>
    internal (double Loss, double Accuracy, int Count) Pending { get; private set; }

    /// <summary>The last point, where there is one.</summary>
    internal LearningPoint? Last => _points.Count == 0 ? null : _points[^1];

    internal void Add(int step, double loss, double accuracy, double rate)
    {
        Pending = (Pending.Loss + loss, Pending.Accuracy + accuracy, Pending.Count + 1);
        if (Pending.Count < Every)
            return;
        _points.Add(new LearningPoint(step + 1, Pending.Loss / Pending.Count, Pending.Accuracy / Pending.Count, rate));
        Pending = default;
    }

    /// <summary>Goes on from a stored curve.</summary>
    internal void Restore(IEnumerable<LearningPoint> points, (double Loss, double Accuracy, int Count) pending)
    {
        _points.Clear();
        _points.AddRange(points);
        Pending = pending;
    }
}
