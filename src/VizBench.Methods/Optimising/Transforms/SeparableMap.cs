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

    /// <summary>Bilinear to another size, half-pixel centres, edges clamped.</summary>
    internal static SeparableMap Resized(long height, long width, long toHeight, long toWidth, ScalarType type, Device device) =>
        new(Matrix(Interpolation.HalfPixel(height, toHeight), height, type, device), Matrix(Interpolation.HalfPixel(width, toWidth), width, type, device));

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
