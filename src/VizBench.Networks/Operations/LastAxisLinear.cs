namespace VizBench.Networks;

/// <summary>A fully connected layer over the last axis alone, the same at each position of the others; weight (out, in).</summary>
public sealed record LastAxisLinear(long InFeatures, long OutFeatures) : Operation
{
    public bool HasBias { get; init; } = true;

    /// <summary>Whether the last axis is one of rows or columns.</summary>
    public bool IsSpatial { get; init; }

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters =>
        HasBias ? [("weight", [OutFeatures, InFeatures]), ("bias", [OutFeatures])] : [("weight", [OutFeatures, InFeatures])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.linear(inputs[0], parameters.Weight, parameters.Bias);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => inputs[0].Length > 1 && inputs[0][^1] == InFeatures
        ? [.. inputs[0].AsSpan(0, inputs[0].Length - 1), OutFeatures]
        : throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) does not end in the {InFeatures} features that the weights are for");

    public override ReceptiveWindow Window(long[] input) => IsSpatial ? ReceptiveWindow.Whole : ReceptiveWindow.Point;
}
