namespace VizBench.Training;

/// <summary>A point of the learning curve: means over the steps since the point before.</summary>
public sealed record LearningPoint(int Step, double Loss, double Accuracy, double Rate);

/// <summary>Collects loss and accuracy of each step and keeps their means at even distances.</summary>
internal sealed class LearningCurve(int every)
{
    private readonly List<LearningPoint> _points = [];
    private double _loss;
    private double _accuracy;
    private int _count;

    internal IReadOnlyList<LearningPoint> Points => _points;

    /// <summary>The last point, where there is one.</summary>
    internal LearningPoint? Last => _points.Count == 0 ? null : _points[^1];

    internal void Add(int step, double loss, double accuracy, double rate)
    {
        _loss += loss;
        _accuracy += accuracy;
        if (++_count < every)
            return;
        _points.Add(new LearningPoint(step + 1, _loss / _count, _accuracy / _count, rate));
        (_loss, _accuracy, _count) = (0, 0, 0);
    }
}
