namespace VizBench.Networks;

/// <summary>Probabilities over the classes of each sample.</summary>
public sealed record Softmax : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].softmax(1);
}
