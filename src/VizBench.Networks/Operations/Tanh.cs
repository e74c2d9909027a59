namespace VizBench.Networks;

/// <summary>The hyperbolic tangent.</summary>
public sealed record Tanh : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].tanh();
}
