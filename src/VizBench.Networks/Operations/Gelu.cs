namespace VizBench.Networks;

/// <summary>x · Φ(x), Φ the normal distribution's cumulative function (Hendrycks 2016).</summary>
public sealed record Gelu : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].gelu();
}
