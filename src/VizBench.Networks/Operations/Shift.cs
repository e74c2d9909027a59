namespace VizBench.Networks;

/// <summary>The input plus a parameter: one number for each channel, or whatever its shape says.</summary>
/// <param name="BiasShape">without the batch; its axes are the input's last ones, and lengths of 1 are repeated</param>
public sealed record Shift(IReadOnlyList<long> BiasShape) : Operation
{
    /// <summary>Whether the parameter is taken off.</summary>
    public bool Subtracts { get; init; }

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters => [("bias", [.. BiasShape])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        Subtracts ? inputs[0] - parameters["bias"] : inputs[0] + parameters["bias"];

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Broadcasting.Of([inputs[0], SampleShape.Aligned(BiasShape, inputs[0])]);

    public override ReceptiveWindow Window(long[] input) => Broadcasting.Window(input);
}
