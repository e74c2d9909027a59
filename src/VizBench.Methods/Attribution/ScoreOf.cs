namespace VizBench.Methods.Attribution;

/// <summary>Which score of the target class is differentiated.</summary>
public enum ScoreOf
{
    /// <summary>The class's value before softmax.</summary>
    Logit,

    /// <summary>The class's softmax probability.</summary>
    Probability,
}
