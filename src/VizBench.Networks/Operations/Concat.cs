namespace VizBench.Networks;

/// <summary>Inputs side by side along the channels.</summary>
public sealed record Concat : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => cat([.. inputs], 1);
}
