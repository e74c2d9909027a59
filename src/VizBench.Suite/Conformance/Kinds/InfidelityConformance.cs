using VizBench.Metrics;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>"infidelity": of an attribution of the target's logit under given perturbations.</summary>
internal sealed class InfidelityConformance : ConformanceKind
{
    public override IEnumerable<string> Methods => ["infidelity"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        var parameters = reference.Parameters;
        var target = reference.TargetOrError();
        var input = subject.InputOf(reference);
        Tensor Logit(Tensor inputs) => ForwardWalk.Outputs(subject.Network, inputs, [subject.Network.Architecture.Output.Name], cancellation)[0].select(1, target);
        var attribution = subject.Array(parameters.Text("attribution"));
        return tensor(Infidelity.Of(
            input, attribution.reshape(input.shape), subject.Array(parameters.Text("perturbations")), Logit, parameters.Flag("normalize", false)));
    }
}
