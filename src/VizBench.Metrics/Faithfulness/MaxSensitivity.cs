namespace VizBench.Metrics;

/// <summary>How much an attribution may change where the input hardly does. Yeh, Hsieh, Suggala, Inouye and Ravikumar 2019, definition 3.1.</summary>
public static class MaxSensitivity
{
    /// <summary>For each item the greatest ‖a(x + δ) − a(x)‖ / ‖a(x)‖ over the perturbed inputs. Range [0, ∞); NaN where a(x) is zero or a value is NaN.</summary>
    /// <param name="attributions">a(x), (N,…)</param>
    /// <param name="perturbed">a(x + δ), one batch of the same shape for each δ</param>
    /// <exception cref="ArgumentException">shapes differ, or there is none</exception>
    [Metric(
        "max-sensitivity", MetricGroup.Faithfulness, Unit = "1", Low = 0, Direction = MetricDirection.LowerIsBetter,
        Summary = "greatest relative change of the attribution in a small neighborhood of the input",
        Source = "Yeh, Hsieh, Suggala, Inouye and Ravikumar 2019, definition 3.1")]
    public static double[] Of(Tensor attributions, IReadOnlyList<Tensor> perturbed)
    {
        ArgumentNullException.ThrowIfNull(attributions);
        ArgumentNullException.ThrowIfNull(perturbed);
        if (attributions.ndim < 2 || perturbed.Count == 0 || perturbed.Any(other => !other.shape.SequenceEqual(attributions.shape)))
            throw new ArgumentException("takes attributions (N,…) and at least one batch of those of perturbed inputs, all of one shape", nameof(perturbed));
        using var scope = NewDisposeScope();
        var own = BatchRows.Of(attributions);
        var changes = stack([.. perturbed.Select(other => (BatchRows.Of(other) - own).square().sum(1).sqrt())]).amax(0);
        var norm = own.square().sum(1).sqrt();
        // Any change of nothing is beyond measure.
        return BatchRows.Numbers(where(norm.eq(0), norm * double.NaN, changes / norm));
    }
}
