namespace VizBench.Networks;

/// <summary>ln(1 + e^x).</summary>
public sealed record Softplus : Operation
{
    // Beyond it x itself is taken; e^−40 vanishes beside 40 in double precision, which it does not at libtorch's own 20.
    private const double Threshold = 40;

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => Of(inputs[0]);

    internal static Tensor Of(Tensor input) => input.softplus(1, Threshold);
}
