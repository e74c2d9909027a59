namespace VizBench.Methods.Attribution;

/// <summary>How a gradient of several channels becomes one value a pixel.</summary>
public enum ChannelReduction
{
    /// <summary>max_c |g_c|, the paper's.</summary>
    MaxAbs,

    /// <summary>Σ_c |g_c|.</summary>
    SumAbs,

    /// <summary>|g| with its channels kept.</summary>
    None,
}

/// <summary>The image-specific class saliency map: max over channels of |∂S_t/∂x|, (N, H, W), ≥ 0. Simonyan et al. 2013, section 3.1.</summary>
[Method(
    "saliency", "attribution",
    Summary = "largest absolute gradient over the channels of each pixel",
    Source = "Simonyan, Vedaldi and Zisserman 2013, section 3.1",
    Result = ResultKind.UnsignedAttribution,
    Needs = Needs.TargetOrLayer)]
public sealed record Saliency : Method
{
    [Option("how channels are reduced: max-abs (the paper's), sum-abs or none")]
    public ChannelReduction Reduce { get; init; } = ChannelReduction.MaxAbs;

    [Option("the score that is differentiated: the target's logit or its probability")]
    public ScoreOf Of { get; init; } = ScoreOf.Logit;

    public override MethodResult Run(Probe probe)
    {
        using var scope = NewDisposeScope();
        var magnitude = InputGradient.Of(probe, Of).abs();
        var map = Reduce switch
        {
            ChannelReduction.MaxAbs => magnitude.amax(1),
            ChannelReduction.SumAbs => magnitude.sum(1),
            _ => magnitude,
        };
        return new MethodResult(map.MoveToOuterDisposeScope());
    }
}
