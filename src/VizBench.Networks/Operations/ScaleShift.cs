namespace VizBench.Networks;

/// <summary>The input times one parameter plus another: what a chain of scales and shifts by constants computes.</summary>
/// <param name="ParameterShape">of both, without the batch; its axes are the input's last ones, and lengths of 1 are repeated</param>
public sealed record ScaleShift(IReadOnlyList<long> ParameterShape) : Operation
{
    public override IReadOnlyList<(string Role, long[] Shape)> Parameters => [("weight", [.. ParameterShape]), ("bias", [.. ParameterShape])];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0] * parameters.Weight + parameters["bias"];

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Broadcasting.Of([inputs[0], SampleShape.Aligned(ParameterShape, inputs[0])]);

    public override ReceptiveWindow Window(long[] input) => Broadcasting.Window(input);
}
