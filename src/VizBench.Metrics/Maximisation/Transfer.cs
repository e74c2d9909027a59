namespace VizBench.Metrics;

/// <summary>The logits of a network that a picture was not painted for.</summary>
/// <param name="Values">(N,K)</param>
/// <param name="AreExclusive">whether the classes exclude one another (softmax); else each is there or not (sigmoid)</param>
public readonly record struct LogitsOfOther(Tensor Values, bool AreExclusive);

/// <summary>Whether other networks recognize what a picture was painted for.</summary>
public static class Transfer
{
    /// <summary>
    /// For each picture the share of the other networks that recognize its class: by its first place where classes exclude one another (the first of equals), by a
    /// probability above ½ where they don't. Range [0, 1].
    /// </summary>
    /// <param name="others">at least one network's logits of the N pictures</param>
    /// <param name="classes">of each picture, 0 … K − 1</param>
    /// <exception cref="ArgumentException">no network, or a network's shape is not (N,K)</exception>
    /// <exception cref="ArgumentOutOfRangeException">a class that a network lacks</exception>
    [Metric(
        "transfer", MetricGroup.Maximisation, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.Descriptive,
        Summary = "share of the networks that the picture was not painted for that recognize the class",
        Source = "transfer between networks: Szegedy et al. 2014; Nguyen, Yosinski and Clune 2015")]
    public static double[] Of(IReadOnlyList<LogitsOfOther> others, IReadOnlyList<long> classes)
    {
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(classes);
        if (others.Count == 0)
            throw new ArgumentException("takes the logits of at least one other network", nameof(others));
        var hits = new double[classes.Count];
        foreach (var other in others)
        {
            var own = PaintedActivation.Probability(other.Values, classes);
            using var scope = NewDisposeScope();
            var first = other.Values.detach().argmax(1).to(ScalarType.Int64, CPU).data<long>().ToArray();
            for (var i = 0; i < hits.Length; i++)
                hits[i] += (other.AreExclusive ? first[i] == classes[i] : own[i] > 0) ? 1.0 / others.Count : 0;
        }

        return hits;
    }
}
