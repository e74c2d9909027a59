namespace VizBench.Networks;

/// <summary>min(max(x, Low), High), either of which may be infinite; the derivative at the bounds is 0, as ReLU's at 0.</summary>
public sealed record Clip(double Low, double High) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].hardtanh(Low, High);
}
