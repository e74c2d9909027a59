namespace VizBench.Networks;

/// <summary>The p-norm of each window, (Σ |x|^p)^(1/p); padding counts as zeros.</summary>
public sealed record LpPool(Extent Kernel, Extent Stride, double P) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        Norms.Root(nn.functional.avg_pool2d(Norms.Powers(inputs[0], P), Kernel.ToArray(), Stride.ToArray()) * (Kernel.Height * Kernel.Width), P);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        var grid = Window(inputs[0]).Grid(SampleShape.Spatial(inputs[0]));
        return [inputs[0][0], grid.Height, grid.Width];
    }

    public override ReceptiveWindow Window(long[] input) => new(Kernel, Stride, 0, 1);
}

/// <summary>The input divided by its p-norm along one axis; zero where that is zero.</summary>
/// <param name="Axis">of a sample, counted without the batch</param>
/// <param name="P">1 or 2</param>
public sealed record LpNormalization(int Axis, double P) : Operation
{
    /// <summary>Whether the axis is one of rows or columns.</summary>
    public bool IsSpatial { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        var norm = Norms.Root(Norms.Powers(inputs[0], P).sum(Axis + 1, keepdim: true), P);
        return inputs[0] / where(norm.eq(0), ones([1], norm.dtype, norm.device), norm);
    }

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Axis >= 0 && Axis < inputs[0].Length
        ? inputs[0]
        : throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) has no axis {Axis + 1}");

    public override ReceptiveWindow Window(long[] input) => IsSpatial ? ReceptiveWindow.Whole : ReceptiveWindow.Point;
}

/// <summary>The parts of p-norms whose gradients stay finite where the norm is zero: they are zero there, as PyTorch's are.</summary>
internal static class Norms
{
    /// <summary>|x|^p.</summary>
    internal static Tensor Powers(Tensor x, double p) => p switch
    {
        1 => x.abs(),
        2 => x.square(),
        _ => x.abs().pow(p),
    };

    /// <summary>x^(1/p) of what is not negative.</summary>
    internal static Tensor Root(Tensor x, double p)
    {
        if (p == 1)
            return x;
        var none = x.eq(0);
        var safe = where(none, ones([1], x.dtype, x.device), x);
        return where(none, zeros([1], x.dtype, x.device), p == 2 ? safe.sqrt() : safe.pow(1 / p));
    }
}
