namespace VizBench.Networks;

/// <summary>The logarithms of the probabilities over the classes of each sample.</summary>
public sealed record LogSoftmax : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].log_softmax(1);
}
