namespace VizBench.Networks;

/// <summary>Batch normalisation as a trained network applies it: by the running statistics, not by the batch.</summary>
public sealed record BatchNorm(long Channels) : Operation
{
    public double Epsilon { get; init; } = 1e-5;

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters =>
        [("weight", [Channels]), ("bias", [Channels]), ("running_mean", [Channels]), ("running_var", [Channels])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.batch_norm(
            inputs[0], parameters["running_mean"], parameters["running_var"], parameters.Weight, parameters.Bias, false, 0.1, Epsilon);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => SampleShape.WithChannels(inputs[0], Channels);
}
