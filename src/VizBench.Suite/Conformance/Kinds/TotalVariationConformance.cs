using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>"tv": the total variation of a batch of images, or its gradient.</summary>
internal sealed class TotalVariationConformance : ConformanceKind
{
    public override IEnumerable<string> Methods => ["tv"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var parameters = reference.Parameters;
        var kind = TotalVariation.Parse(parameters.Text("kind"));
        var beta = parameters.Number("beta", 1);
        var images = subject.Array(parameters.Text("image")).detach();
        switch (parameters.Text("output"))
        {
            case "value":
                return TotalVariation.PerImage(images, kind, beta).sum().MoveToOuterDisposeScope();
            case "gradient":
                images.requires_grad_();
                return autograd.grad([TotalVariation.PerImage(images, kind, beta).sum()], [images])[0].MoveToOuterDisposeScope();
            default:
                throw new UserError($"{reference.Name}: parameter 'output' is '{parameters.Text("output")}'; it can be value or gradient");
        }
    }
}
