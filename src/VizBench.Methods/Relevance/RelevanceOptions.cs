namespace VizBench.Methods.Relevance;

/// <summary>The rules for convolutions and fully connected layers.</summary>
public enum LrpRule
{
    /// <summary>R · x w / z; nothing where z is 0.</summary>
    Zero,

    /// <summary>The same with z + ε·sign(z).</summary>
    Epsilon,

    /// <summary>Positive weights count 1 + γ times.</summary>
    Gamma,

    /// <summary>Positive contributions alone.</summary>
    Zplus,

    /// <summary>α times the positive contributions less β times the negative ones.</summary>
    AlphaBeta,

    /// <summary>z^B: contributions above the least and below the greatest value that an input can have.</summary>
    Zbox,

    /// <summary>w²: by the squared weights alone.</summary>
    Wsquare,

    /// <summary>Equal shares for all inputs.</summary>
    Flat,
}

/// <summary>Which rule the first layer, the other convolutions and the fully connected layers get.</summary>
public enum LrpComposite
{
    /// <summary>z⁺, z⁺, ε.</summary>
    EpsilonPlus,

    /// <summary>flat, z⁺, ε.</summary>
    EpsilonPlusFlat,

    /// <summary>α2β1, α2β1, ε.</summary>
    EpsilonAlpha2Beta1,

    /// <summary>flat, α2β1, ε.</summary>
    EpsilonAlpha2Beta1Flat,

    /// <summary>z^B, γ, ε.</summary>
    EpsilonGammaBox,
}

/// <summary>How much relevance the target's logit gets at the start.</summary>
public enum RelevanceSeed
{
    /// <summary>1.</summary>
    OneHot,

    /// <summary>The logit.</summary>
    Logit,
}

/// <summary>What local response normalisation does with relevance.</summary>
public enum RelevanceLrn
{
    /// <summary>It passes.</summary>
    Pass,

    /// <summary>x ⊙ Jᵀ(R / z), J the normalisation's Jacobian: by contributions to first order (Binder et al. 2016).</summary>
    Norm,
}

/// <summary>What batch normalization, a scale or a shift does with relevance where it cannot be merged into a linear layer.</summary>
public enum RelevanceBatchNorm
{
    /// <summary>It passes.</summary>
    Pass,

    /// <summary>R · x f / (z + ε·sign(z)), z = x f + o: the epsilon rule of a linear layer with one input for each output.</summary>
    Epsilon,
}

/// <summary>Who gets the relevance of a maximum that occurs more than once.</summary>
public enum MaxTies
{
    /// <summary>The first in row-major order.</summary>
    First,

    /// <summary>All, in equal shares.</summary>
    Split,
}

/// <summary>The numbers in the rules.</summary>
internal sealed record RelevanceNumbers
{
    /// <summary>e of the epsilon rule.</summary>
    internal double Epsilon { get; init; } = 1e-6;

    /// <summary>e of all other quotients.</summary>
    internal double Stabilizer { get; init; } = 1e-6;

    /// <summary>Whether biases are left out of all denominators.</summary>
    internal bool ZeroBias { get; init; }

    internal double Gamma { get; init; } = 0.25;

    /// <summary>Whether the gamma rule tells signs of inputs and outputs apart.</summary>
    internal bool Generalised { get; init; } = true;

    internal double Alpha { get; init; } = 2;

    internal double Beta { get; init; } = 1;

    /// <summary>The least value of each input channel, (C).</summary>
    internal IReadOnlyList<double> Low { get; init; } = [];

    /// <summary>The greatest value of each input channel, (C).</summary>
    internal IReadOnlyList<double> High { get; init; } = [];
}
