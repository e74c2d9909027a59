namespace VizBench.Networks;

/// <summary>min(max(αx + β, 0), 1).</summary>
public sealed record HardSigmoid(double Alpha, double Beta) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => (inputs[0] * Alpha + Beta).hardtanh(0.0, 1.0);
}
