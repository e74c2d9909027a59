namespace VizBench.Suite;

/// <summary>Metrics of a layer's activations; for logits also what the network says.</summary>
internal static class ActivationMetrics
{
    /// <param name="metrics">gets min, max, mean (in the layer's units) and zeros (share of exact zeros, 0 … 1); for logits also probability (0 … 1) and right (1 or 0)</param>
    /// <param name="areLogits">whether the values are the network's last, whole</param>
    internal static void AddTo(SortedDictionary<string, double> metrics, double[] values, bool areLogits, PreparedInput input)
    {
        var statistics = ValueStatistics.Of(values);
        metrics["min"] = statistics.Min;
        metrics["max"] = statistics.Max;
        metrics["mean"] = statistics.Mean;
        metrics["zeros"] = values.Count(value => value == 0) / (double)Math.Max(values.Length, 1);
        if (!areLogits || input.Predicted is not { } predicted)
            return;
        metrics["probability"] = input.ProbabilityOf(predicted);
        if (input.IsRight is { } right)
            metrics["right"] = right ? 1 : 0;
    }
}
