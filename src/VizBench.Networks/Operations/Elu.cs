namespace VizBench.Networks;

/// <summary>scale · x where x is positive, else scale · α(e^(input scale · x) − 1) (Clevert 2016; with its own α and scale SELU, Klambauer 2017; with input scale 1/α CELU, Barron 2017).</summary>
public sealed record Elu(double Alpha) : Operation
{
    public double Scale { get; init; } = 1;

    public double InputScale { get; init; } = 1;

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].elu(Alpha, Scale, InputScale);
}
