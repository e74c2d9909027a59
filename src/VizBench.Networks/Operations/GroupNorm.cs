namespace VizBench.Networks;

/// <summary>Each group of neighboring channels of each sample normalized by its own mean and variance, then scaled and shifted by channel (Wu 2018).</summary>
public sealed record GroupNorm(long Groups, long Channels) : Operation
{
    public double Epsilon { get; init; } = 1e-5;

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters => [("weight", [Channels]), ("bias", [Channels])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        var (x, shape) = (inputs[0], inputs[0].shape);
        var grouped = x.reshape(shape[0], Groups, -1);
        long[] byChannel = [Channels, .. Enumerable.Repeat(1L, shape.Length - 2)];
        return nn.functional.layer_norm(grouped, [grouped.shape[2]], eps: Epsilon).reshape(shape) * parameters.Weight.reshape(byChannel) + parameters["bias"].reshape(byChannel);
    }

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Channels % Groups == 0
        ? SampleShape.WithChannels(inputs[0], Channels)
        : throw new ArgumentException($"{Channels} channels don't make {Groups} groups");

    public override ReceptiveWindow Window(long[] input) => ReceptiveWindow.Whole;
}
