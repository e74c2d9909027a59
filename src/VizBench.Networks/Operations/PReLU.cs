namespace VizBench.Networks;

/// <summary>x where it is positive, else a learned slope times x (He 2015): one slope for each channel, or one for all.</summary>
/// <param name="Channels">how many slopes; 1 where all channels share one</param>
public sealed record PReLU(long Channels) : Operation
{
    public override IReadOnlyList<(string Role, long[] Shape)> Parameters => [("weight", [Channels])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].prelu(parameters.Weight);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Channels == 1 ? inputs[0] : SampleShape.WithChannels(inputs[0], Channels);
}
