namespace VizBench.Networks;

/// <summary>A fully connected layer, y = xWᵀ + b; weight (out, in).</summary>
public sealed record Linear(long InFeatures, long OutFeatures) : Operation
{
    public bool HasBias { get; init; } = true;

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters =>
        HasBias ? [("weight", [OutFeatures, InFeatures]), ("bias", [OutFeatures])] : [("weight", [OutFeatures, InFeatures])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.linear(inputs[0], parameters.Weight, parameters.Bias);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => inputs[0] is [var features] && features == InFeatures
        ? [OutFeatures]
        : throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) has not the {InFeatures} features that the weights are for");

    public override ReceptiveWindow Window(long[] input) => ReceptiveWindow.Whole;
}
