namespace VizBench.Methods.Attribution;

/// <summary>The signals at the logits from which a backward walk starts.</summary>
internal static class Seeds
{
    /// <summary>1 at each sample's target, 0 elsewhere: (N, classes).</summary>
    internal static Tensor OneHot(Tensor logits, IReadOnlyList<long> targets)
    {
        var classes = logits.shape[1];
        var values = new double[targets.Count * classes];
        for (var sample = 0; sample < targets.Count; sample++)
            values[sample * classes + targets[sample]] = 1;
        return tensor(values, [targets.Count, classes], logits.dtype, logits.device);
    }

    /// <summary>
    /// The gradient of the target's softmax probability by the logits: p_t (1[k = t] − p_k), in which 1 − p_t is taken as the sum
    /// of the other probabilities, because near certainty the difference would be rounding alone.
    /// </summary>
    internal static Tensor Probability(Tensor logits, IReadOnlyList<long> targets)
    {
        var chosen = OneHot(logits, targets);
        var probabilities = logits.softmax(1);
        var others = probabilities * (1 - chosen);
        var target = (probabilities * chosen).sum(1, true);
        return target * (chosen * others.sum(1, true) - others);
    }
}
