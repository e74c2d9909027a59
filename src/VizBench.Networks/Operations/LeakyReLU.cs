namespace VizBench.Networks;

/// <summary>x where it is positive, else slope · x.</summary>
public sealed record LeakyReLU(double Slope) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].leaky_relu(Slope);
}
