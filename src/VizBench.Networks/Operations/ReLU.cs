namespace VizBench.Networks;

/// <summary>max(x, 0), out of place: the layer before keeps its own output.</summary>
public sealed record ReLU : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => nn.functional.relu(inputs[0]);
}
