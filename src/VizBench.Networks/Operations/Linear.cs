namespace VizBench.Networks;

/// <summary>A fully connected layer, y = xWᵀ + b; weight (out, in).</summary>
public sealed record Linear(long InFeatures, long OutFeatures) : Operation
{
    public bool HasBias { get; init; } = true;

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters =>
        HasBias ? [("weight", [OutFeatures, InFeatures]), ("bias", [OutFeatures])] : [("weight", [OutFeatures, InFeatures])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.linear(inputs[0], parameters.Weight, parameters.Bias);
}
