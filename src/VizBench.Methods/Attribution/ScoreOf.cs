namespace VizBench.Methods.Attribution;

/// <summary>Which score of the target class is differentiated.</summary>
public enum ScoreOf
{
    /// <summary>The class's value before softmax or sigmoid.</summary>
    Logit,

    /// <summary>The class's probability: softmax, or sigmoid where the network's is one.</summary>
    Probability,
}
