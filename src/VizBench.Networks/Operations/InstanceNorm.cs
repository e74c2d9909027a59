namespace VizBench.Networks;

/// <summary>Each channel of each sample normalised by its own mean and variance, then scaled and shifted (Ulyanov 2016).</summary>
public sealed record InstanceNorm(long Channels) : Operation
{
    public double Epsilon { get; init; } = 1e-5;

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters => [("weight", [Channels]), ("bias", [Channels])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.instance_norm(inputs[0], weight: parameters.Weight, bias: parameters.Bias, eps: Epsilon);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => inputs[0].Length > 1
        ? SampleShape.WithChannels(inputs[0], Channels)
        : throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) has one value a channel, whose variance says nothing");

    public override ReceptiveWindow Window(long[] input) => ReceptiveWindow.Whole;
}
