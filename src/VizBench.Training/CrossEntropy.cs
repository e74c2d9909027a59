namespace VizBench.Training;

/// <summary>The loss of a classifier.</summary>
internal static class CrossEntropy
{
    /// <summary>Σ log p(true class) over the samples: the loss is this times −1, and divided by their number where a mean is meant.</summary>
    /// <param name="logits">(N, classes)</param>
    /// <param name="classes">(N), int64</param>
    internal static Tensor LogLikelihood(Tensor logits, Tensor classes) => logits.log_softmax(1).gather(1, classes.unsqueeze(1)).sum();
}
