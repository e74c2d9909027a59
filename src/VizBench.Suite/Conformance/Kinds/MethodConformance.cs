using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A registered method applied to the folder's network and input: the parameters are the method's options.</summary>
internal sealed class MethodConformance : ConformanceKind
{
    public override IEnumerable<string> Methods => MethodRegistry.All.Select(info => info.Id);

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var method = MethodRegistry.Named(reference.Method).Create(reference.Parameters.AsOptions());
        var network = subject.Network;
        var input = subject.InputOf(reference);
        var probe = new Probe
        {
            Network = network,
            Input = input,
            Layer = reference.Layer,
            Targets = reference.Target is { } target ? [.. Enumerable.Repeat(target, (int)input.shape[0])] : [],
            Case = reference.Name,
            Cancellation = cancellation,
        };
        return method.RunChecked(probe).Value.MoveToOuterDisposeScope();
    }
}
