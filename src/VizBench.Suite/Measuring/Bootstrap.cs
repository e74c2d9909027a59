using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>A mean with its bootstrap interval.</summary>
/// <param name="Low">2.5th percentile of the resampled means</param>
/// <param name="High">97.5th percentile</param>
/// <param name="Count">how many values</param>
public sealed record MeanInterval(double Mean, double Low, double High, int Count);

/// <summary>Percentile bootstrap (Efron 1979): the values are drawn again with replacement, many times, from a stream of their own.</summary>
internal static class Bootstrap
{
    private const int Resamples = 2000;
    private const double Tail = 0.025;

    /// <param name="name">what the values are: it keys the stream, so the interval is the same at every rendering</param>
    internal static MeanInterval Of(IReadOnlyList<double> values, string name)
    {
        var stream = new StreamKey(0, name, "bootstrap").Open();
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < values.Count; j++)
                sum += values[stream.NextInt(values.Count)];
            means[i] = sum / values.Count;
        }

        Array.Sort(means);
        return new MeanInterval(values.Average(), means[(int)(Tail * Resamples)], means[(int)((1 - Tail) * Resamples) - 1], values.Count);
    }
}
