namespace VizBench.Methods.Optimising;

/// <summary>Which score of a class is climbed.</summary>
public enum ClassScore
{
    /// <summary>The value before softmax.</summary>
    Logit,

    /// <summary>The logit less the mean of the others: nothing is gained by raising all.</summary>
    Margin,

    /// <summary>The softmax probability.</summary>
    Probability,

    /// <summary>Its logarithm, which doesn't flatten where the probability is small.</summary>
    LogProbability,
}

/// <summary>A class of the network's, one for each picture.</summary>
/// <param name="output">the layer of the logits</param>
internal sealed class ClassObjective(string output, IReadOnlyList<long> targets, ClassScore score = ClassScore.Logit) : Objective
{
    internal override IReadOnlyList<string> Layers => [output];

    internal override Tensor Of(Seen seen)
    {
        var logits = seen[output];
        var classes = logits.shape[1];
        var chosen = tensor(seen.ForViews(output, targets), [logits.shape[0], 1], null, logits.device);
        var values = score switch
        {
            ClassScore.Probability => logits.softmax(1),
            ClassScore.LogProbability => logits.log_softmax(1),
            // (K · logit − Σ) / (K − 1).
            ClassScore.Margin => (logits * (classes / (double)Math.Max(1, classes - 1))) - logits.sum(1, true) / Math.Max(1, classes - 1),
            _ => logits,
        };
        return seen.PerSample(values.gather(1, chosen).squeeze(1));
    }
}
