namespace VizBench.Methods.Attribution;

/// <summary>∂S_t/∂x, signed: (N, C, H, W), unbounded; S_t is a class's score, or the activation of a unit where a layer is named. Simonyan et al. 2013, eq. 3.</summary>
[Method(
    "gradient", "attribution",
    Summary = "gradient of the target's score by the input, signed",
    Source = "Simonyan, Vedaldi and Zisserman 2013, eq. 3",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.TargetOrLayer)]
public sealed record Gradient : Method
{
    [Option("the score that is differentiated: the target's logit or its probability")]
    public ScoreOf Of { get; init; } = ScoreOf.Logit;

    public override MethodResult Run(Probe probe) => new(InputGradient.Of(probe, Of));
}
