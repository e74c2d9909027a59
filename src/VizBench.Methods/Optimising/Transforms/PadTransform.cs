namespace VizBench.Methods.Optimising;

/// <summary>A border of one colour on every side.</summary>
/// <param name="width">of the border, pixels</param>
/// <param name="values">by channel</param>
internal sealed class PadTransform(int width, double[] values) : Transform
{
    internal override Transformed Apply(Tensor x, Draws draws, int step)
    {
        var (height, across) = (x.shape[2], x.shape[3]);
        return new Transformed(Of(x, width, values), gradient => gradient.narrow(2, width, height).narrow(3, width, across));
    }

    internal static Tensor Of(Tensor x, int width, double[] values)
    {
        var colour = tensor(values, [1, values.Length, 1, 1], x.dtype, x.device);
        return nn.functional.pad(x - colour, [width, width, width, width]) + colour;
    }

    /// <summary>The picture's own mirror image as a border, its edge not repeated.</summary>
    internal static Tensor Reflected(Tensor x, int width)
    {
        Tensor Rows(long extent) => SeparableMap.Matrix(
            [.. Enumerable.Range(-width, (int)extent + 2 * width).Select(i => (IReadOnlyList<(int, double)>)[(Mirror(i, (int)extent), 1.0)])], extent, x.dtype, x.device);
        return new SeparableMap(Rows(x.shape[2]), Rows(x.shape[3])).Of(x);
    }

    private static int Mirror(int position, int extent)
    {
        var inside = Math.Abs(position);
        return inside < extent ? inside : 2 * (extent - 1) - inside;
    }
}
