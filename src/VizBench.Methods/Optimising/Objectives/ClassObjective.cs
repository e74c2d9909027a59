using VizBench.Networks;

namespace VizBench.Methods.Optimising;

/// <summary>Which score of a class is climbed.</summary>
public enum ClassScore
{
    /// <summary>The value before softmax or sigmoid.</summary>
    Logit,

    /// <summary>The logit less the mean of the others, where there are others: nothing is gained by raising all.</summary>
    Margin,

    /// <summary>The probability: softmax, or sigmoid where the network's is one.</summary>
    Probability,

    /// <summary>Its logarithm, which doesn't flatten where the probability is small.</summary>
    LogProbability,
}

/// <summary>A class of the network's, one for each picture.</summary>
/// <param name="architecture">of the network that looks</param>
internal sealed class ClassObjective(Architecture architecture, IReadOnlyList<long> targets, ClassScore score = ClassScore.Logit) : Objective
{
    internal override IReadOnlyList<string> Layers => [architecture.Output.Name];

    internal override Tensor Of(Seen seen)
    {
        var output = architecture.Output.Name;
        var logits = seen[output];
        var classes = logits.shape[1];
        var chosen = tensor(seen.ForViews(output, targets), [logits.shape[0], 1], null, logits.device);
        var values = score switch
        {
            ClassScore.Probability => architecture.Probability.Of(logits),
            ClassScore.LogProbability => architecture.Probability.LogOf(logits),
            // (K · logit − Σ) / (K − 1).
            ClassScore.Margin when classes > 1 => (logits * (classes / (double)(classes - 1))) - logits.sum(1, true) / (classes - 1),
            _ => logits,
        };
        return seen.PerSample(values.gather(1, chosen).squeeze(1));
    }
}
