namespace VizBench.Metrics;

/// <summary>What a metric is computed from, where files of pictures, arrays and masks are enough; it fixes the signature (<see cref="MetricCall"/>).</summary>
public enum MetricInput
{
    /// <summary>A network, its activations or several maps: nothing that one or two files hold.</summary>
    Other,

    /// <summary>Pictures (N,C,H,W).</summary>
    Pictures,

    /// <summary>Pictures and those that they are held against, (N,C,H,W) each.</summary>
    PicturePairs,

    /// <summary>Arrays of any kind and those that they are held against, (N,…) each.</summary>
    ArrayPairs,

    /// <summary>Maps (N,H,W) and boolean masks of the same shape.</summary>
    MapsAndMasks,

    /// <summary>Boolean masks and those that they are held against, (N,H,W) each.</summary>
    MaskPairs,
}
