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
}
