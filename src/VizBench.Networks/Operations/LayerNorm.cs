namespace VizBench.Networks;

/// <summary>The last axes of each sample normalised by their mean and variance, then scaled and shifted (Ba 2016); or the channels at each position.</summary>
/// <param name="NormalizedShape">the lengths of those axes</param>
public sealed record LayerNorm(IReadOnlyList<long> NormalizedShape) : Operation
{
    public double Epsilon { get; init; } = 1e-5;

    public bool HasBias { get; init; } = true;

    /// <summary>Whether the one axis is that of the channels, the first of (C, H, W), not the last.</summary>
    public bool IsOverChannels { get; init; }

    /// <summary>Whether rows or columns are among the axes.</summary>
    public bool IsSpatial { get; init; }

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters =>
        HasBias ? [("weight", [.. NormalizedShape]), ("bias", [.. NormalizedShape])] : [("weight", [.. NormalizedShape])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        IsOverChannels
            ? nn.functional.layer_norm(inputs[0].permute([0, 2, 3, 1]), [.. NormalizedShape], parameters.Weight, parameters.Bias, Epsilon).permute([0, 3, 1, 2])
            : nn.functional.layer_norm(inputs[0], [.. NormalizedShape], parameters.Weight, parameters.Bias, Epsilon);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        if (!IsOverChannels)
            return EndingInNormalized(inputs);
        SampleShape.Spatial(inputs[0]);
        return SampleShape.WithChannels(inputs[0], NormalizedShape[0]);
    }

    private long[] EndingInNormalized(IReadOnlyList<long[]> inputs) =>
        NormalizedShape.Count <= inputs[0].Length && inputs[0].AsSpan(inputs[0].Length - NormalizedShape.Count).SequenceEqual([.. NormalizedShape])
            ? inputs[0]
            : throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) does not end in ({string.Join(", ", NormalizedShape)})");

    public override ReceptiveWindow Window(long[] input) => IsSpatial ? ReceptiveWindow.Whole : ReceptiveWindow.Point;
}
