namespace VizBench.Methods.Optimising;

/// <summary>
/// Free numbers as colours: mixed so that equal steps go along the directions in which natural images' colours vary, then
/// squeezed into 0 … 1. Olah, Mordvintsev and Schubert 2017, "decorrelating colours"; the matrix is lucid's, divided by the
/// largest norm of its columns.
/// </summary>
internal static class Colours
{
    /// <summary>Red, green, blue. Where a picture has another number of channels, nothing is known of how they vary together: they stay as they are.</summary>
    internal const int Count = 3;

    private static readonly double[] s_mix = Scaled([0.26, 0.09, 0.02, 0.27, 0.00, -0.05, 0.27, -0.09, 0.03]);
    private static readonly double[] s_unmix = Matrix3.Inverse(s_mix);

    /// <summary>(N, C, H, W) → colours in 0 … 1; mixed where C is 3, to red, green, blue. Differentiable.</summary>
    internal static Tensor Of(Tensor values, bool decorrelate = true, bool sigmoid = true)
    {
        var mixed = decorrelate ? Mixed(values, s_mix) : values;
        return sigmoid ? mixed.sigmoid() : mixed;
    }

    /// <summary>The inverse; colours are first brought within half a step of 8 bits from black and white, where it is infinite.</summary>
    internal static Tensor Inverse(Tensor colours) => Mixed(Logit(colours), s_unmix);

    /// <summary>What the sigmoid makes these of, brought as far inside 0 … 1 before.</summary>
    internal static Tensor Logit(Tensor shares)
    {
        const double edge = 1.0 / 512;
        var inside = shares.clamp(edge, 1 - edge);
        return (inside / (1 - inside)).log();
    }

    /// <summary>Every pixel's three numbers times the matrix.</summary>
    private static Tensor Mixed(Tensor values, double[] matrix)
    {
        var shape = values.shape;
        if (shape[1] != Count)
            return values;
        var m = tensor(matrix, [1, 3, 3], values.dtype, values.device);
        return m.matmul(values.flatten(2)).reshape(shape);
    }

    private static double[] Scaled(double[] matrix)
    {
        var norm = Enumerable.Range(0, 3).Max(column => Math.Sqrt(Enumerable.Range(0, 3).Sum(row => matrix[3 * row + column] * matrix[3 * row + column])));
        return Array.ConvertAll(matrix, value => value / norm);
    }
}
