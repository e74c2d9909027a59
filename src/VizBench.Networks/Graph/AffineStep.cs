namespace VizBench.Networks;

/// <summary>One step of an elementwise affine layer: y·Factor, then + Offset; null leaves a part away.</summary>
/// <param name="Factor">float64, of as many axes as a sample of the layer's output; lengths of 1 are repeated</param>
/// <param name="Offset">the same</param>
internal sealed record AffineStep(Tensor? Factor, Tensor? Offset)
{
    /// <summary>Whether an operation multiplies by constants and adds constants, element by element, and leaves the shape as it is.</summary>
    internal static bool Describes(Operation operation, long[] input, long[] output) =>
        operation is BatchNorm or Scale or Shift or Affine or ScaleShift && input.AsSpan().SequenceEqual(output);

    /// <summary>The steps of such an operation, in order.</summary>
    /// <param name="shape">of one sample of its output</param>
    /// <param name="device">where the parameters are</param>
    internal static IReadOnlyList<AffineStep> Of(Operation operation, LayerParameters parameters, long[] shape, Device device)
    {
        Tensor Channels(string role) => parameters[role].to(ScalarType.Float64).reshape([-1, .. Enumerable.Repeat(1L, shape.Length - 1)]);
        Tensor Aligned(string role) => parameters[role].to(ScalarType.Float64).reshape(SampleShape.Aligned(parameters[role].shape, shape));
        Tensor Constant(double value) => full([.. shape.Select(_ => 1L)], value, ScalarType.Float64, device);
        return operation switch
        {
            BatchNorm norm =>
            [
                new(null, -Channels("running_mean")),
                new(Channels("weight") / (Channels("running_var") + norm.Epsilon).sqrt(), Channels("bias")),
            ],
            Scale { Divides: false } => [new(Aligned("weight"), null)],
            Scale => [new(Constant(1) / Aligned("weight"), null)],
            Shift { Subtracts: false } => [new(null, Aligned("bias"))],
            Shift => [new(null, -Aligned("bias"))],
            Affine affine => [new(affine.Factor == 1 ? null : Constant(affine.Factor), affine.Offset == 0 ? null : Constant(affine.Offset))],
            ScaleShift => [new(Aligned("weight"), Aligned("bias"))],
            _ => throw new ArgumentException($"{operation.GetType().Name} is not elementwise affine", nameof(operation)),
        };
    }

    /// <summary>The same step with both parts mapped; null where one of them cannot be.</summary>
    internal AffineStep? Mapped(Func<Tensor, Tensor?> map)
    {
        var (factor, offset) = (Factor is null ? null : map(Factor), Offset is null ? null : map(Offset));
        return (Factor is null) == (factor is null) && (Offset is null) == (offset is null) ? new AffineStep(factor, offset) : null;
    }
}
