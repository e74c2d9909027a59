using VizBench.Methods;
using VizBench.Networks.Walks;

namespace VizBench.PluginExample;

/// <summary>A method as a plugin: max over channels of |∂S_t/∂x|, (N, H, W), ≥ 0. It says that it computes what VizBench's own "saliency" does, and is held against its goldens.</summary>
[Method(
    "example-saliency", "attribution",
    Summary = "largest absolute gradient over the channels of each pixel, to a power",
    Source = "Simonyan, Vedaldi and Zisserman 2013, section 3.1",
    Result = ResultKind.UnsignedAttribution,
    Needs = Needs.Target,
    SameAs = "saliency")]
public sealed record ExampleSaliency : Method
{
    [Option("to which every value is raised; the paper's is 1", Above = 0)]
    public double Power { get; init; } = 1;

    public override MethodResult Run(Probe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var leaf = probe.Input.detach().requires_grad_();
        var logits = ForwardWalk.Logits(probe.Network, leaf);
        var classes = logits.shape[1];
        var chosen = new double[probe.BatchSize * classes];
        for (var sample = 0; sample < probe.Targets.Count; sample++)
            chosen[sample * classes + probe.Targets[sample]] = 1;
        var seed = tensor(chosen, logits.shape, logits.dtype, logits.device);
        var map = autograd.grad([logits], [leaf], [seed])[0].abs().amax(1);
        return new MethodResult((Power == 1 ? map : map.pow(Power)).MoveToOuterDisposeScope());
    }
}
