namespace VizBench.Networks;

/// <summary>|x|; the derivative at 0 is 0.</summary>
public sealed record Abs : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].abs();
}

/// <summary>e^x.</summary>
public sealed record Exponential : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].exp();
}

/// <summary>The natural logarithm.</summary>
public sealed record Logarithm : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].log();
}

/// <summary>sin x, or cos x.</summary>
public sealed record Sine : Operation
{
    public bool IsCosine { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => IsCosine ? inputs[0].cos() : inputs[0].sin();
}

/// <summary>x / (1 + |x|).</summary>
public sealed record Softsign : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0] / (inputs[0].abs() + 1);
}

/// <summary>x · σ(βx): SiLU where β is 1 (Ramachandran 2017).</summary>
public sealed record Swish(double Beta) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        inputs[0] * (Beta == 1 ? inputs[0] : inputs[0] * Beta).sigmoid();
}

/// <summary>x where it is above a threshold, else 0 (Konda 2014).</summary>
public sealed record ThresholdedReLU(double Threshold) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        where(inputs[0].gt(Threshold), inputs[0], zeros([1], inputs[0].dtype, inputs[0].device));
}
