namespace VizBench.Networks;

/// <summary>x · tanh(ln(1 + e^x)) (Misra 2019).</summary>
public sealed record Mish : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0] * Softplus.Of(inputs[0]).tanh();
}
