namespace VizBench.Networks;

/// <summary>x · min(max(x/6 + 1/2, 0), 1) (Howard 2019, MobileNetV3).</summary>
public sealed record HardSwish : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].hardswish();
}
