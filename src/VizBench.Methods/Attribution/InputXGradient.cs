namespace VizBench.Methods.Attribution;

/// <summary>x ⊙ ∂S_t/∂x, signed: (N, C, H, W). Shrikumar et al. 2016; on a ReLU network without biases it sums to the score.</summary>
[Method(
    "input-x-gradient", "attribution",
    Summary = "input times gradient of the target's score",
    Source = "Shrikumar, Greenside, Shcherbina and Kundaje 2016",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.TargetOrLayer)]
public sealed record InputXGradient : Method
{
    [Option("the score that is differentiated: the target's logit or its probability")]
    public ScoreOf Of { get; init; } = ScoreOf.Logit;

    public override MethodResult Run(Probe probe)
    {
        using var scope = NewDisposeScope();
        return new MethodResult((probe.Input * InputGradient.Of(probe, Of)).MoveToOuterDisposeScope());
    }
}
