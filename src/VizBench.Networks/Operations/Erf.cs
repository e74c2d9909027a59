namespace VizBench.Networks;

/// <summary>The error function, 2/√π · ∫ e^(−t²) dt from 0 to x.</summary>
public sealed record Erf : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].erf();
}
