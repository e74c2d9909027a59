using VizBench.Methods.Attribution;
using VizBench.Metrics;
using VizBench.Networks.Walks;

namespace VizBench.Methods.DeepLift;

/// <summary>
/// DeepLIFT with the rescale rule, (N, C, H, W), signed, in units of the logit: (x − b) times the multipliers Δout / Δin of
/// all layers. The parts sum to f(x) − f(b). Shrikumar, Greenside and Kundaje 2017, section 3.5.1.
/// </summary>
/// <remarks>One recorded pass, one of the baseline alone, and one backward walk.</remarks>
[Method(
    "deeplift-rescale", "attribution",
    Summary = "differences from a baseline handed down by the quotient of each layer's differences",
    Source = "Shrikumar, Greenside and Kundaje 2017, section 3.5.1",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.Target)]
public sealed record DeepLiftRescale : Method
{
    [Option("the baseline's value, in normalised units (0 is the dataset's mean colour)")]
    public double Baseline { get; init; }

    public override MethodResult Run(Probe probe)
    {
        using var scope = NewDisposeScope();
        var input = probe.Input;
        var reference = full([1, .. input.shape[1..]], Baseline, input.dtype, input.device);
        using var atBaseline = Recording.Of(probe.Network, reference, cancellation: probe.Cancellation);
        using var recording = Recording.Of(probe.Network, input, cancellation: probe.Cancellation);
        var output = probe.Network.Architecture.Output.Name;
        var seed = Seeds.OneHot(recording[output].Output.detach(), probe.Targets);
        var multipliers = BackwardWalk.Run(
            recording, new Dictionary<string, Tensor>(StringComparer.Ordinal) { [output] = seed }, new RescaleRules(atBaseline).Table, cancellation: probe.Cancellation)[0];
        var contributions = multipliers * (input - reference);
        var rise = ((recording[output].Output.detach() - atBaseline[output].Output.detach()) * seed).sum(1);
        return new MethodResult(contributions.MoveToOuterDisposeScope())
        {
            Scalars = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal) { ["completeness-error"] = SumError.Absolute(contributions, rise) },
            Totals = rise.to(ScalarType.Float64, CPU).data<double>().ToArray(),
        };
    }
}
