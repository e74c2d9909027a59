namespace VizBench.Networks;

/// <summary>x where it is positive, else a learned slope times x (He 2015): one slope for each channel, one for all, or whatever the slopes' shape says.</summary>
/// <param name="Channels">how many slopes; 1 where all channels share one</param>
public sealed record PReLU(long Channels) : Operation
{
    /// <summary>The slopes' shape where they are not one for each channel: without the batch, its axes are the input's last ones, and lengths of 1 are repeated.</summary>
    public IReadOnlyList<long>? SlopeShape { get; init; }

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters => [("weight", SlopeShape is null ? [Channels] : [.. SlopeShape])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => SlopeShape is null
        ? inputs[0].prelu(parameters.Weight)
        : where(inputs[0].gt(0), inputs[0], inputs[0] * parameters.Weight);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => SlopeShape is not null ? Broadcasting.Of([inputs[0], SampleShape.Aligned(SlopeShape, inputs[0])]) : Channels == 1 ? inputs[0] : SampleShape.WithChannels(inputs[0], Channels);
}
