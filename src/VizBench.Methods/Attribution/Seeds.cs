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
}
