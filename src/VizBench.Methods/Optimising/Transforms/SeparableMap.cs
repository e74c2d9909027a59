namespace VizBench.Methods.Optimising;

/// <summary>
/// A linear map of pictures that treats rows and columns by themselves: y = A x Bᵀ for every channel. Its adjoint, and so its
/// gradient, is two matrix products too, the same on every device in every run.
/// </summary>
/// <param name="Rows">A, (1 or N, h', h)</param>
/// <param name="Columns">B, (1 or N, w', w)</param>
internal readonly record struct SeparableMap(Tensor Rows, Tensor Columns)
{
    /// <summary>(N, C, h, w) → (N, C, h', w'). Differentiable.</summary>
    internal Tensor Of(Tensor x) => Rows.unsqueeze(1).matmul(x).matmul(Columns.transpose(1, 2).unsqueeze(1));

    /// <summary>(N, C, h', w') → (N, C, h, w): the transposed map.</summary>
    internal Tensor Adjoint(Tensor y) => Rows.transpose(1, 2).unsqueeze(1).matmul(y).matmul(Columns.unsqueeze(1));

    /// <summary>(N, C, h, w) → (N, C, height, width): bilinear, half-pixel centres, edges clamped. Differentiable.</summary>
    internal static Tensor Resized(Tensor x, long height, long width)
    {
        Tensor Axis(long from, long to) => Matrix(Interpolation.HalfPixel(from, to), from, x.dtype, x.device);
        return new SeparableMap(Axis(x.shape[2], height), Axis(x.shape[3], width)).Of(x);
    }

    /// <summary>Rows of (position, weight) pairs as a matrix (1, rows, from).</summary>
    internal static Tensor Matrix(IReadOnlyList<IReadOnlyList<(int Position, double Weight)>> rows, long from, ScalarType type, Device device) =>
        tensor(Dense(rows, from), [1, rows.Count, from], type, device);

    internal static double[] Dense(IReadOnlyList<IReadOnlyList<(int Position, double Weight)>> rows, long from)
    {
        var values = new double[rows.Count * from];
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var (position, weight) in rows[row])
                values[row * from + position] += weight;
        }

        return values;
    }
}
