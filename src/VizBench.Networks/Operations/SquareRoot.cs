namespace VizBench.Networks;

/// <summary>√x.</summary>
public sealed record SquareRoot : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].sqrt();
}
