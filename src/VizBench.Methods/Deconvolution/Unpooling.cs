using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Deconvolution;

/// <summary>
/// Puts signals back where a max-pool found its maxima. Windows that overlap may share a position; the result is the same on
/// every device.
/// </summary>
internal static class Unpooling
{
    /// <summary>Of the windows that share a position, the last in row-major order counts, even where its signal is zero.</summary>
    /// <param name="record">of a max-pool, with switches</param>
    /// <param name="signal">(N, C, h, w)</param>
    /// <returns>(N, C, H, W)</returns>
    internal static Tensor Last(LayerRecord record, Tensor signal)
    {
        if (!Overlaps((MaxPool)record.Layer.Operation))
            return Sum(record, signal);
        var (planes, shape) = (signal.shape[0] * signal.shape[1], record.Inputs[0].shape);
        // A position that several windows write gets zeros from all but one, so that their order doesn't count.
        return Put(Unshared(record, signal), record.Switches!, planes, shape).reshape(shape);
    }

    /// <summary>The signals of the windows whose position no later window has, zero for the others.</summary>
    private static Tensor Unshared(LayerRecord record, Tensor signal)
    {
        var pool = (MaxPool)record.Layer.Operation;
        var (kept, switches, nothing) = (signal.clone(), record.Switches!, zeros([1], signal.dtype, signal.device));
        var (height, width) = (signal.shape[2], signal.shape[3]);
        foreach (var (down, across) in Later(Math.Min(RowsApart(pool), height), Math.Min(ColumnsApart(pool), width)))
        {
            var (left, columns) = (Math.Max(0, -across), width - Math.Abs(across));
            var shared = Part(switches, 0, left).eq(Part(switches, down, left + across));
            var part = Part(kept, 0, left);
            part.copy_(where(shared, nothing, part));

            Tensor Part(Tensor grid, long y, long x) => grid.narrow(2, y, height - down).narrow(3, x, columns);
        }

        return kept;
    }

    /// <summary>The steps to the windows that come later in row-major order and still overlap.</summary>
    private static IEnumerable<(long Down, long Across)> Later(long rows, long columns)
    {
        for (var down = 0L; down < rows; down++)
        {
            for (var across = down == 0 ? 1 : 1 - columns; across < columns; across++)
                yield return (down, across);
        }
    }

    /// <summary>
    /// Where windows share a position, their signals add up. The windows are taken in groups whose members don't overlap, so that
    /// no two writes of a group meet, and the order of the additions is fixed.
    /// </summary>
    /// <param name="record">of a max-pool, with switches</param>
    /// <param name="signal">(N, C, h, w)</param>
    /// <returns>(N, C, H, W)</returns>
    internal static Tensor Sum(LayerRecord record, Tensor signal)
    {
        var (planes, shape) = (signal.shape[0] * signal.shape[1], record.Inputs[0].shape);
        return Groups(record).Select(group => Put(group.Of(signal), group.Of(record.Switches!), planes, shape)).Aggregate((sum, part) => sum + part).reshape(shape);
    }

    /// <summary>(planes, H·W): each value at its position, zero elsewhere; of values at one position at most one is not zero.</summary>
    private static Tensor Put(Tensor values, Tensor positions, long planes, long[] shape)
    {
        var canvas = zeros([planes, shape[2] * shape[3]], values.dtype, values.device);
        return canvas.scatter_add_(1, positions.reshape(planes, -1), values.reshape(planes, -1));
    }

    /// <summary>Windows ⌈extent / stride⌉ apart don't overlap.</summary>
    private static IEnumerable<Group> Groups(LayerRecord record)
    {
        var pool = (MaxPool)record.Layer.Operation;
        var (rows, columns) = (RowsApart(pool), ColumnsApart(pool));
        var shape = record.Output.shape;
        for (var y = 0L; y < Math.Min(rows, shape[2]); y++)
        {
            for (var x = 0L; x < Math.Min(columns, shape[3]); x++)
                yield return !Overlaps(pool) ? new Group(null, null) : new Group(Steps(y, shape[2], rows, record), Steps(x, shape[3], columns, record));
        }
    }

    private static bool Overlaps(MaxPool pool) => RowsApart(pool) * ColumnsApart(pool) > 1;

    private static long RowsApart(MaxPool pool) => Distance(pool.Kernel.Height, pool.Dilation.Height, pool.Stride.Height);

    private static long ColumnsApart(MaxPool pool) => Distance(pool.Kernel.Width, pool.Dilation.Width, pool.Stride.Width);

    private static long Distance(long kernel, long dilation, long stride) => (dilation * (kernel - 1) + stride) / stride;

    private static Tensor Steps(long first, long end, long step, LayerRecord record) => arange(first, end, step, ScalarType.Int64, device: record.Output.device);

    /// <summary>Every so manieth row and column; all of them where null.</summary>
    private readonly record struct Group(Tensor? Rows, Tensor? Columns)
    {
        internal Tensor Of(Tensor grid) => Rows is null ? grid : grid.index_select(2, Rows).index_select(3, Columns!);
    }
}
