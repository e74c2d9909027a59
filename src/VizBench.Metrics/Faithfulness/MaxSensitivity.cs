namespace VizBench.Metrics;

/// <summary>How much an attribution may change where the input hardly does. Yeh, Hsieh, Suggala, Inouye and Ravikumar 2019, definition 3.1.</summary>
public static class MaxSensitivity
{
    /// <summary>The greatest ‖a(x + δ) − a(x)‖ / ‖a(x)‖ over the perturbed inputs. Range [0, ∞); NaN where a(x) is zero.</summary>
    /// <param name="attribution">a(x), of one item</param>
    /// <param name="perturbed">a(x + δ), one after another, each of the same shape</param>
    /// <exception cref="ArgumentException">shapes differ, or there is none</exception>
    [Metric(
        "max-sensitivity", MetricGroup.Faithfulness, Unit = "1", Low = 0, Direction = MetricDirection.LowerIsBetter,
        Summary = "greatest relative change of the attribution in a small neighborhood of the input",
        Source = "Yeh, Hsieh, Suggala, Inouye and Ravikumar 2019, definition 3.1")]
    public static double Of(double[] attribution, IReadOnlyList<double[]> perturbed)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        ArgumentNullException.ThrowIfNull(perturbed);
        if (perturbed.Count == 0 || perturbed.Any(other => other.Length != attribution.Length))
            throw new ArgumentException("takes one attribution and at least one of a perturbed input, all of one size", nameof(perturbed));
        var norm = Math.Sqrt(attribution.Sum(value => value * value));
        var farthest = perturbed.Max(other => Math.Sqrt(other.Zip(attribution, (a, b) => (a - b) * (a - b)).Sum()));
        return norm == 0 ? double.NaN : farthest / norm;
    }
}
