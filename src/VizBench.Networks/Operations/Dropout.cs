namespace VizBench.Networks;

/// <summary>Dropout as a trained network applies it: the identity. The probability matters to training alone.</summary>
public sealed record Dropout(double Probability) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].alias();
}
