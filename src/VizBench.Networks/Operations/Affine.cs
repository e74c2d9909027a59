namespace VizBench.Networks;

/// <summary>Factor · x + Offset, the same constants everywhere.</summary>
public sealed record Affine(double Factor, double Offset) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        var scaled = Factor == 1 ? inputs[0] : inputs[0] * Factor;
        // A layer's output is a tensor of its own, even where nothing is to be done.
        return Offset == 0 && Factor != 1 ? scaled : scaled + Offset;
    }
}
