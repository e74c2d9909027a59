namespace VizBench.Metrics;

/// <summary>Whether a picture that was painted for one network shows its class to others.</summary>
public static class ProbabilityByOthers
{
    /// <summary>For each picture the probability of its class, as the mean over the other networks. Range [0, 1].</summary>
    /// <param name="probabilities">of each other network (N,K), 0 … 1: the softmax of its logits, or their sigmoid where it was trained so</param>
    /// <param name="classes">of each picture, 0 … K − 1</param>
    /// <exception cref="ArgumentException">no network, or a network's shape is not (N,K)</exception>
    /// <exception cref="ArgumentOutOfRangeException">a class that a network lacks</exception>
    [Metric(
        "probability-by-others", MetricGroup.Maximisation, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter,
        Summary = "mean probability of the class by networks that the picture was not painted for",
        Source = "transfer between networks: Szegedy et al. 2014; Nguyen, Yosinski and Clune 2015")]
    public static double[] Of(IReadOnlyList<Tensor> probabilities, IReadOnlyList<long> classes)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(classes);
        if (probabilities.Count == 0)
            throw new ArgumentException("takes the probabilities of at least one other network", nameof(probabilities));
        var means = new double[classes.Count];
        foreach (var network in probabilities)
        {
            if (network.ndim != 2 || network.shape[0] != classes.Count)
                throw new ArgumentException($"takes a network's probabilities (N,K) of {classes.Count} pictures, not {network}", nameof(probabilities));
            if (classes.Any(one => one < 0 || one >= network.shape[1]))
                throw new ArgumentOutOfRangeException(nameof(classes), $"a class is a number from 0 to {network.shape[1] - 1}");
            using var scope = NewDisposeScope();
            var values = network.detach().to(float64, CPU).contiguous().data<double>().ToArray();
            for (var n = 0; n < means.Length; n++)
                means[n] += values[n * network.shape[1] + classes[n]] / probabilities.Count;
        }

        return means;
    }
}
