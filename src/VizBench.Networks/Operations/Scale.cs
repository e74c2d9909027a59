namespace VizBench.Networks;

/// <summary>The input times a parameter: one number for each channel, or whatever its shape says.</summary>
/// <param name="WeightShape">without the batch; its axes are the input's last ones, and lengths of 1 are repeated</param>
public sealed record Scale(IReadOnlyList<long> WeightShape) : Operation
{
    /// <summary>Whether the input is divided by the parameter.</summary>
    public bool Divides { get; init; }

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters => [("weight", [.. WeightShape])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        Divides ? inputs[0] / parameters.Weight : inputs[0] * parameters.Weight;

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Broadcasting.Of([inputs[0], SampleShape.Aligned(WeightShape, inputs[0])]);

    public override ReceptiveWindow Window(long[] input) => Broadcasting.Window(input);
}
