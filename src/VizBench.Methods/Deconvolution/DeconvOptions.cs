namespace VizBench.Methods.Deconvolution;

/// <summary>What a DeconvNet starts from.</summary>
public enum DeconvSeed
{
    /// <summary>1 at the target's logit.</summary>
    OneHot,

    /// <summary>The activation of one map, all others zero.</summary>
    FeatureMap,

    /// <summary>The largest activation of one map alone (the first in row-major order), or that of the position which the unit names.</summary>
    StrongestPosition,
}

/// <summary>How a max-pool is undone.</summary>
public enum Unpool
{
    /// <summary>The value goes to the recorded position of the maximum, as in the paper.</summary>
    MaxUnpool,

    /// <summary>The gradient of the max-pool: signals of overlapping windows add up.</summary>
    Gradient,
}

/// <summary>What stays where overlapping windows have their maximum at the same position.</summary>
public enum Overlap
{
    /// <summary>The value of the last window in row-major order, zeros too: values are put, one after the other.</summary>
    Last,

    /// <summary>The sum.</summary>
    Sum,
}

/// <summary>How local response normalisation is undone.</summary>
public enum DeconvLrn
{
    /// <summary>Not at all, as in the paper.</summary>
    Identity,

    /// <summary>By its exact derivative.</summary>
    Gradient,
}
