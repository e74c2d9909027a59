namespace VizBench.Metrics;

/// <summary>What a network loses with some of its units.</summary>
public static class AblationFall
{
    /// <summary>
    /// Predictions before and after an ablation → for each class the share of its images that were right less the share that still are: the fall of its accuracy.
    /// Range [−1, 1]: negative where the ablation helps; NaN for a class without images.
    /// </summary>
    /// <param name="before">the predicted class of each image, 0 … classes − 1</param>
    /// <param name="after">the same without the units</param>
    /// <param name="labels">the true classes</param>
    /// <param name="classes">how many there are</param>
    /// <exception cref="ArgumentException">not as many of each</exception>
    /// <exception cref="ArgumentOutOfRangeException">a label that is no class</exception>
    [Metric(
        "ablation-accuracy-fall", MetricGroup.Dissection, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.Descriptive,
        Summary = "fall of a class's accuracy when the units of a concept are set to zero",
        Source = "Morcos et al. 2018; for units of a concept: Zhou et al. 2018, Bau et al. 2020")]
    public static double[] Of(IReadOnlyList<long> before, IReadOnlyList<long> after, IReadOnlyList<long> labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(labels);
        if (before.Count != labels.Count || after.Count != labels.Count)
            throw new ArgumentException($"takes two predictions for each of the {labels.Count} labels, not {before.Count} and {after.Count}", nameof(labels));
        var (falls, images) = (new double[classes], new double[classes]);
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i] < 0 || labels[i] >= classes)
                throw new ArgumentOutOfRangeException(nameof(labels), $"label {labels[i]} of image {i} is no class from 0 to {classes - 1}");
            images[labels[i]]++;
            falls[labels[i]] += (before[i] == labels[i] ? 1 : 0) - (after[i] == labels[i] ? 1 : 0);
        }

        return [.. falls.Zip(images, (fall, count) => fall / count)];
    }

    /// <summary>
    /// Scores of a class's images before and after an ablation → their mean fall: of the class's probabilities, or of 1 for right and 0 for wrong, which is the
    /// fall of its accuracy. Range [−1, 1]: negative where the ablation helps; NaN of no images.
    /// </summary>
    /// <param name="before">with all units, 0 … 1, one for each image</param>
    /// <param name="after">without some, in the same order</param>
    /// <exception cref="ArgumentException">not as many of each</exception>
    [Metric(
        "ablation-probability-fall", MetricGroup.Dissection, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.Descriptive,
        Summary = "mean fall of a class's probability over its images when the units of a concept are set to zero",
        Source = "Bau et al. 2020, section \"intervention\", of probabilities")]
    public static double Mean(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Count != after.Count)
            throw new ArgumentException($"takes as many scores after as before, not {after.Count} and {before.Count}", nameof(after));
        return before.Count == 0 ? double.NaN : before.Zip(after, (one, other) => one - other).Average();
    }

    /// <summary>Whether a class's probability falls, and that of no other class as much.</summary>
    /// <param name="falls">of every class, as <see cref="Mean"/> gives them</param>
    /// <param name="index">the class whose object's units were set to zero</param>
    /// <exception cref="ArgumentOutOfRangeException">no such class</exception>
    [Metric(
        "ablation-hit-hardest", MetricGroup.Dissection, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.Descriptive,
        Summary = "1 where no class's probability falls as much as that of the class whose units are set to zero, else 0",
        Source = "Bau et al. 2020, section \"intervention\", of probabilities")]
    public static bool IsHitHardest(IReadOnlyList<double> falls, int index)
    {
        ArgumentNullException.ThrowIfNull(falls);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, falls.Count);
        return falls[index] > 0 && !falls.Where((fall, other) => other != index && fall >= falls[index]).Any();
    }
}
