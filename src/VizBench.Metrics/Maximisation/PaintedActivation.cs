namespace VizBench.Metrics;

/// <summary>How strongly a network responds to a picture that was painted for one of its classes or channels, also beside the images of a dataset.</summary>
public static class PaintedActivation
{
    /// <summary>(N,K), or (N,K,…) with positions → (N,K): the mean over a channel's positions, in float64 on the output's device.</summary>
    public static Tensor Responses(Tensor output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.ndim < 2)
            throw new ArgumentException($"takes a layer's output (N,K) or (N,K,…), not {output}", nameof(output));
        using var scope = NewDisposeScope();
        var values = output.detach().to(float64);
        return (values.ndim > 2 ? values.flatten(2).mean([2]) : values).MoveToOuterDisposeScope();
    }

    /// <summary>A layer's output for some pictures → of each the response of its own unit: the logit, or the mean over its channel's positions. Unit: the layer's; range (−∞, ∞).</summary>
    /// <param name="output">(N,K) or (N,K,…)</param>
    /// <param name="units">of each picture, 0 … K − 1</param>
    /// <exception cref="ArgumentException">not a unit for each picture</exception>
    /// <exception cref="ArgumentOutOfRangeException">a unit that the layer lacks</exception>
    [Metric(
        "activation", MetricGroup.Maximisation, Unit = "the layer's", Direction = MetricDirection.Descriptive,
        Summary = "what was maximized: the unit's logit, or the mean of its channel",
        Source = "Erhan, Bengio, Courville and Vincent 2009; Simonyan, Vedaldi and Zisserman 2014, equation 1")]
    public static double[] Of(Tensor output, IReadOnlyList<long> units)
    {
        using var scope = NewDisposeScope();
        return Picked(Responses(output), units, "unit");
    }

    /// <summary>Class probabilities for some pictures → of each that of its own class. Range [0, 1].</summary>
    /// <param name="probabilities">(N,K): the softmax of the logits, or their sigmoid where the network was trained so</param>
    /// <param name="classes">of each picture, 0 … K − 1</param>
    /// <exception cref="ArgumentException">not (N,K), or not a class for each picture</exception>
    /// <exception cref="ArgumentOutOfRangeException">a class that the network lacks</exception>
    [Metric(
        "probability", MetricGroup.Maximisation, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.Descriptive,
        Summary = "the class's probability by the network that the picture was painted for",
        Source = "Nguyen, Yosinski and Clune 2015 (confidence)")]
    public static double[] Probability(Tensor probabilities, IReadOnlyList<long> classes) => Picked(probabilities, classes, "class");

    /// <summary>Responses to pictures → which share of a dataset's images excites the same unit less, in percent. Range [0, 100]; NaN where the response is NaN.</summary>
    /// <param name="activations">(N): of each picture its unit's</param>
    /// <param name="ofImages">(N,M): of each picture its unit's for the M images</param>
    /// <exception cref="ArgumentException">not (N) and (N,M), or no images</exception>
    [Metric(
        "percentile", MetricGroup.Maximisation, Unit = "%", Low = 0, High = 100, Direction = MetricDirection.Descriptive,
        Summary = "share of the dataset's images that excite the unit less",
        Source = "percentile rank: the images strictly below")]
    public static double[] Percentile(Tensor activations, Tensor ofImages)
    {
        Check(activations, ofImages);
        using var scope = NewDisposeScope();
        var own = activations.detach().to(float64);
        var below = ofImages.detach().to(float64).lt(own.unsqueeze(1)).sum(1, type: float64);
        return BatchRows.Numbers(below * 100 / ofImages.shape[1] + own * 0);
    }

    /// <summary>Responses to pictures → 1 where it is above that to every image of a dataset, else 0; its mean is the share of such pictures. NaN where the response is NaN.</summary>
    /// <param name="activations">(N): of each picture its unit's</param>
    /// <param name="ofImages">(N,M): of each picture its unit's for the M images</param>
    /// <exception cref="ArgumentException">not (N) and (N,M), or no images</exception>
    [Metric(
        "above-maximum", MetricGroup.Maximisation, Unit = "pictures", Low = 0, High = 1, Direction = MetricDirection.Descriptive,
        Summary = "1 where the unit is excited more than by any image of the dataset",
        Source = "comparison with the dataset's maximum")]
    public static double[] AboveMaximum(Tensor activations, Tensor ofImages)
    {
        Check(activations, ofImages);
        using var scope = NewDisposeScope();
        var own = activations.detach().to(float64);
        return BatchRows.Numbers(own.gt(ofImages.detach().to(float64).amax(1)).to(float64) + own * 0);
    }

    private static double[] Picked(Tensor rows, IReadOnlyList<long> columns, string what)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        if (rows.ndim != 2 || rows.shape[0] != columns.Count)
            throw new ArgumentException($"takes (N,K) with a {what} for each of the N pictures, not {rows} and {columns.Count}", nameof(rows));
        if (columns.Any(one => one < 0 || one >= rows.shape[1]))
            throw new ArgumentOutOfRangeException(nameof(columns), $"a {what} is a number from 0 to {rows.shape[1] - 1}");
        using var scope = NewDisposeScope();
        var own = tensor([.. columns], [columns.Count, 1], ScalarType.Int64, rows.device);
        return BatchRows.Numbers(rows.detach().gather(1, own).squeeze(1));
    }

    private static void Check(Tensor activations, Tensor ofImages)
    {
        ArgumentNullException.ThrowIfNull(activations);
        ArgumentNullException.ThrowIfNull(ofImages);
        if (activations.ndim != 1 || ofImages.ndim != 2 || ofImages.shape[0] != activations.shape[0] || ofImages.shape[1] == 0)
            throw new ArgumentException($"takes activations (N) and those of the images (N,M), not {activations} and {ofImages}", nameof(ofImages));
    }
}
