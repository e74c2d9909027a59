namespace VizBench.Networks;

/// <summary>x · Φ(x), Φ the normal distribution's cumulative function (Hendrycks 2016).</summary>
public sealed record Gelu : Operation
{
    /// <summary>Whether Φ is approximated, by (1 + tanh(√(2/π)(x + 0.044715x³))) / 2.</summary>
    public bool IsApproximate { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        var x = inputs[0];
        return IsApproximate ? x * 0.5 * (((x * x * x * 0.044715 + x) * Math.Sqrt(2 / Math.PI)).tanh() + 1) : x.gelu();
    }
}
