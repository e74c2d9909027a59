namespace VizBench.Networks;

/// <summary>x^Exponent.</summary>
public sealed record Power(double Exponent) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].pow(Exponent);
}
