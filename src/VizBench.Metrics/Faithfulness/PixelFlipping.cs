namespace VizBench.Metrics;

/// <summary>
/// What the score does while the pixels go, or come, in the order of their attribution, from the highest down; equal values
/// by row-major index. Petsiuk, Das and Saenko 2018, section 4.1.
/// </summary>
public static class PixelFlipping
{
    /// <summary>The score after each step while pixels are replaced by the baseline: step k of 0..steps has replaced the first ⌊k·H·W/steps⌋, all channels.</summary>
    /// <param name="input">(1,C,H,W)</param>
    /// <param name="attribution">(H,W)</param>
    /// <param name="score">(n,C,H,W) → (n): the target's probability</param>
    /// <returns>steps + 1 values</returns>
    /// <exception cref="ArgumentException">shapes are not as said, or fewer than one step</exception>
    public static double[] Deletion(Tensor input, Tensor attribution, int steps, double baseline, Func<Tensor, Tensor> score) =>
        Curve(input, attribution, steps, score, (x, isFirst) => where(isFirst, tensor(baseline, x.dtype, x.device), x));

    /// <summary>The same the other way round: it begins with the baseline everywhere and puts pixels back.</summary>
    /// <param name="input">(1,C,H,W)</param>
    /// <param name="attribution">(H,W)</param>
    /// <param name="score">(n,C,H,W) → (n): the target's probability</param>
    /// <returns>steps + 1 values</returns>
    /// <exception cref="ArgumentException">shapes are not as said, or fewer than one step</exception>
    public static double[] Insertion(Tensor input, Tensor attribution, int steps, double baseline, Func<Tensor, Tensor> score) =>
        Curve(input, attribution, steps, score, (x, isFirst) => where(isFirst, x, tensor(baseline, x.dtype, x.device)));

    /// <summary>While pixels go: the <see cref="Area"/> under <see cref="Deletion"/> of each input. The score being the class's probability, the range is [0, 1].</summary>
    /// <param name="inputs">(N,C,H,W)</param>
    /// <param name="attributions">(N,H,W)</param>
    /// <param name="score">(the input's index, (n,C,H,W)) → (n): the probability of that input's class</param>
    /// <exception cref="ArgumentException">shapes are not as said, or fewer than one step</exception>
    [Metric(
        "deletion-auc", MetricGroup.Faithfulness, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.LowerIsBetter,
        Summary = "mean class probability while the pixels go, the highest attribution first",
        Source = "Petsiuk, Das and Saenko 2018, section 4.1")]
    public static double[] DeletionAreas(Tensor inputs, Tensor attributions, int steps, double baseline, Func<int, Tensor, Tensor> score) =>
        Areas(inputs, attributions, score, (input, map, own) => Deletion(input, map, steps, baseline, own));

    /// <summary>While pixels come: the <see cref="Area"/> under <see cref="Insertion"/> of each input. The score being the class's probability, the range is [0, 1].</summary>
    /// <param name="inputs">(N,C,H,W)</param>
    /// <param name="attributions">(N,H,W)</param>
    /// <param name="score">(the input's index, (n,C,H,W)) → (n): the probability of that input's class</param>
    /// <exception cref="ArgumentException">shapes are not as said, or fewer than one step</exception>
    [Metric(
        "insertion-auc", MetricGroup.Faithfulness, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter,
        Summary = "mean class probability while the pixels come, the highest attribution first",
        Source = "Petsiuk, Das and Saenko 2018, section 4.1")]
    public static double[] InsertionAreas(Tensor inputs, Tensor attributions, int steps, double baseline, Func<int, Tensor, Tensor> score) =>
        Areas(inputs, attributions, score, (input, map, own) => Insertion(input, map, steps, baseline, own));

    /// <summary>The area under a curve by trapezoids, its width 1.</summary>
    public static double Area(double[] curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return curve.Zip(curve.Skip(1), (left, right) => (left + right) / 2).Average();
    }

    private static double[] Areas(Tensor inputs, Tensor attributions, Func<int, Tensor, Tensor> score, Func<Tensor, Tensor, Func<Tensor, Tensor>, double[]> curve)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(attributions);
        ArgumentNullException.ThrowIfNull(score);
        if (inputs.ndim != 4 || !attributions.shape.SequenceEqual([inputs.shape[0], .. inputs.shape[2..]]))
            throw new ArgumentException($"takes inputs (N,C,H,W) and their attributions (N,H,W), not {inputs} and {attributions}", nameof(attributions));
        return [.. Enumerable.Range(0, (int)inputs.shape[0]).Select(n =>
        {
            using var scope = NewDisposeScope();
            return Area(curve(inputs.narrow(0, n, 1), attributions.select(0, n), variants => score(n, variants)));
        })];
    }

    private static double[] Curve(Tensor input, Tensor attribution, int steps, Func<Tensor, Tensor> score, Func<Tensor, Tensor, Tensor> step)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(attribution);
        ArgumentNullException.ThrowIfNull(score);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        if (input.ndim != 4 || input.shape[0] != 1 || attribution.ndim != 2 || !attribution.shape.SequenceEqual(input.shape[2..]))
            throw new ArgumentException($"takes one input (1,C,H,W) and its attribution (H,W), not {input} and {attribution}", nameof(attribution));
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var pixels = attribution.NumberOfElements;
        var counts = Enumerable.Range(0, steps + 1).Select(k => k * pixels / steps).ToArray();
        var isFirst = Places(attribution).unsqueeze(0).lt(tensor(counts, [counts.Length, 1, 1])).unsqueeze(1).to(input.device);
        return score(step(input, isFirst)).to(float64, CPU).data<double>().ToArray();
    }

    /// <summary>(H,W): each pixel's place in the order, from 0.</summary>
    private static Tensor Places(Tensor attribution)
    {
        var order = AttributionItems.Descending(attribution.detach().to(float64, CPU).contiguous().data<double>().ToArray());
        var places = new long[order.Length];
        for (var place = 0; place < order.Length; place++)
            places[order[place]] = place;
        return tensor(places, attribution.shape);
    }
}
