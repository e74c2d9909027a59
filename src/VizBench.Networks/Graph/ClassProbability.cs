namespace VizBench.Networks;

/// <summary>What makes probabilities of a network's logits.</summary>
public enum ClassProbability
{
    /// <summary>Softmax: the classes exclude one another, and their probabilities sum to 1.</summary>
    Softmax,

    /// <summary>The sigmoid of each logit: one output, or classes that may be there together (multi-label).</summary>
    Sigmoid,
}

/// <summary>The one place where logits become probabilities.</summary>
public static class ClassProbabilities
{
    /// <summary>The probability of each class, 0 … 1.</summary>
    /// <param name="logits">(N, classes)</param>
    /// <returns>(N, classes); differentiable</returns>
    public static Tensor Of(this ClassProbability kind, Tensor logits) => kind == ClassProbability.Sigmoid ? logits.sigmoid() : logits.softmax(1);

    /// <summary>Its logarithm, exact also where the probability is near 0 or 1.</summary>
    /// <param name="logits">(N, classes)</param>
    /// <returns>(N, classes); differentiable</returns>
    public static Tensor LogOf(this ClassProbability kind, Tensor logits) => kind == ClassProbability.Sigmoid
        // log σ(z) = −log(1 + e^−z); beyond 40, e^−z alone is left of the sum in float64.
        ? (logits * -1).softplus(threshold: 40) * -1
        : logits.log_softmax(1);

    /// <summary>The probability of each class of one sample.</summary>
    public static double[] OfSample(this ClassProbability kind, IReadOnlyList<double> logits)
    {
        if (kind == ClassProbability.Sigmoid)
            return [.. logits.Select(logit => 1 / (1 + Math.Exp(-logit)))];
        var max = logits.Max();
        var sum = logits.Sum(logit => Math.Exp(logit - max));
        return [.. logits.Select(logit => Math.Exp(logit - max) / sum)];
    }

    /// <summary>The gradient of the target's probability by the logits; near certainty without the difference 1 − p, which would be rounding alone.</summary>
    /// <param name="logits">(N, classes)</param>
    /// <param name="chosen">1 at each sample's target, 0 elsewhere: (N, classes)</param>
    /// <returns>(N, classes): softmax p_t (1[k = t] − p_k), 1 − p_t taken as the sum of the others; sigmoid σ(z_t) σ(−z_t) at the target alone</returns>
    public static Tensor GradientOf(this ClassProbability kind, Tensor logits, Tensor chosen)
    {
        if (kind == ClassProbability.Sigmoid)
            return logits.sigmoid() * (logits * -1).sigmoid() * chosen;
        var probabilities = logits.softmax(1);
        var others = probabilities * (1 - chosen);
        var target = (probabilities * chosen).sum(1, true);
        return target * (chosen * others.sum(1, true) - others);
    }
}
