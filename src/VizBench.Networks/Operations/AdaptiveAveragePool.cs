namespace VizBench.Networks;

/// <summary>Averages over windows chosen so that the output has the given size: output i covers rows ⌊i·H/h⌋ to ⌈(i+1)·H/h⌉.</summary>
public sealed record AdaptiveAveragePool(Extent OutputSize) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.adaptive_avg_pool2d(inputs[0], OutputSize.ToArray());
}
