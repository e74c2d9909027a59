using VizBench.Metrics;
using VizBench.Randomness;

namespace VizBench.Methods.Attribution;

/// <summary>
/// The random masks of RISE: a coarse grid of zeros and ones, enlarged bilinearly by the size of a cell and one cell more,
/// shifted by less than a cell at random and cut to the input. Petsiuk, Das and Saenko 2018, section 3.2. A cell has
/// ⌈H / cells⌉ × ⌈W / cells⌉ pixels, as in the authors' program (the paper rounds down, where a shifted mask may be too small).
/// </summary>
/// <remarks>Only the grids are kept; a mask is two small products, one for the rows and one for the columns.</remarks>
internal sealed class RiseMasks
{
    private readonly Tensor _grids;
    private readonly Shifted _rows;
    private readonly Shifted _columns;

    /// <param name="stream">mask i is drawn from its sample i: the same on every device, for every input</param>
    /// <param name="like">an input, (N, C, H, W)</param>
    internal RiseMasks(RandomStream stream, int count, int cells, double p, Tensor like)
    {
        var (height, width) = (like.shape[2], like.shape[3]);
        Pixels = height * width;
        var grids = new double[(long)count * cells * cells];
        var (down, right) = (new long[count], new long[count]);
        for (var i = 0; i < count; i++)
        {
            var draws = stream.At(i);
            for (var cell = 0; cell < cells * cells; cell++)
                grids[i * cells * cells + cell] = draws.NextDouble() < p ? 1 : 0;
            down[i] = draws.NextInt((int)CellOf(height, cells));
            right[i] = draws.NextInt((int)CellOf(width, cells));
        }

        _grids = tensor(grids, [count, cells, cells], like.dtype, like.device);
        _rows = Shifted.Of(height, cells, down, like);
        _columns = Shifted.Of(width, cells, right, like);
    }

    /// <summary>H·W.</summary>
    internal long Pixels { get; }

    /// <summary>Some of the masks, (count, H, W), 0 … 1.</summary>
    internal Tensor Of(long first, long count)
    {
        using var scope = NewDisposeScope();
        var grids = _grids.narrow(0, first, count);
        return _rows.Of(first, count).bmm(grids).bmm(_columns.Of(first, count).transpose(1, 2)).MoveToOuterDisposeScope();
    }

    private static long CellOf(long size, int cells) => (size + cells - 1) / cells;

    /// <summary>One axis: the weights of the cells in each pixel, for every shift, (shifts, size, cells), and each mask's shift.</summary>
    private readonly record struct Shifted(Tensor Weights, Tensor Shifts)
    {
        internal static Shifted Of(long size, int cells, long[] shifts, Tensor like)
        {
            var cell = CellOf(size, cells);
            var all = MapSampling.EvenWeights(cells, (cells + 1) * cell);
            var windows = Enumerable.Range(0, (int)cell).SelectMany(shift => all.AsSpan(shift * cells, (int)size * cells).ToArray()).ToArray();
            return new Shifted(tensor(windows, [cell, size, cells], like.dtype, like.device), tensor(shifts, [shifts.Length], null, like.device));
        }

        internal Tensor Of(long first, long count) => Weights.index_select(0, Shifts.narrow(0, first, count));
    }
}
