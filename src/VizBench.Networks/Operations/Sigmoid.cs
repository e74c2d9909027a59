namespace VizBench.Networks;

/// <summary>1 / (1 + e^−x).</summary>
public sealed record Sigmoid : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].sigmoid();
}
