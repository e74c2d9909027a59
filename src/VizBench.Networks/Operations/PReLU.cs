namespace VizBench.Networks;

/// <summary>x where it is positive, else a learned slope times x (He 2015): one slope for each channel, one for all, or whatever the slopes' shape says.</summary>
/// <param name="Channels">how many slopes; 1 where all channels share one</param>
public sealed record PReLU(long Channels) : Operation
{
    /// <summary>The slopes' shape where they are not one for each channel: without the batch, lengths of 1 are repeated. As many axes as the input.</summary>
    public IReadOnlyList<long>? SlopeShape { get; init; }

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters => [("weight", SlopeShape is null ? [Channels] : [.. SlopeShape])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => SlopeShape is null
        ? inputs[0].prelu(parameters.Weight)
        : where(inputs[0].gt(0), inputs[0], inputs[0] * parameters.Weight);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        if (SlopeShape is null)
            return Channels == 1 ? inputs[0] : SampleShape.WithChannels(inputs[0], Channels);
        return Broadcasting.Of([inputs[0], [.. SlopeShape]]).AsSpan().SequenceEqual(inputs[0])
            ? inputs[0]
            : throw new ArgumentException($"slopes of shape ({string.Join(", ", SlopeShape)}) don't fit an input of shape ({string.Join(", ", inputs[0])})");
    }
}
