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
        // A position that several windows write gets zeros from all but one, so that the order of the additions doesn't count and
        // the pool's own gradient, the fastest there is, gives the same everywhere.
        return record.VectorJacobianProduct(Overlaps((MaxPool)record.Layer.Operation) ? Unshared(record, signal) : signal)[0];
    }

    /// <summary>The signals of the windows whose position no later window has, zero for the others.</summary>
    private static Tensor Unshared(LayerRecord record, Tensor signal)
    {
        var (height, width) = (signal.shape[2], signal.shape[3]);
        var (planes, windows) = (signal.shape[0] * signal.shape[1], height * width);
        // Positions in a plane fit into half of the bytes that they come in, and comparing them is all of the work.
        var (kept, switches) = (signal.reshape(planes, windows).clone(), record.Switches!.to(ScalarType.Int32).reshape(planes, windows));
        foreach (var ahead in Later((MaxPool)record.Layer.Operation, height, width))
            kept.narrow(1, 0, windows - ahead).masked_fill_(switches.narrow(1, 0, windows - ahead).eq(switches.narrow(1, ahead, windows - ahead)), 0);
        return kept.reshape(signal.shape);
    }

    /// <summary>
    /// How far ahead in row-major order the later windows lie that may overlap. Counted along whole rows, a step may run over a row's
    /// end and meet a window that lies elsewhere; it comes later all the same, and where it has the same position, it counts.
    /// </summary>
    private static IEnumerable<long> Later(MaxPool pool, long height, long width)
    {
        var (rows, columns) = (Math.Min(RowsApart(pool), height), Math.Min(ColumnsApart(pool), width));
        for (var down = 0L; down < rows; down++)
        {
            for (var across = down == 0 ? 1 : 1 - columns; across < columns; across++)
                yield return down * width + across;
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
        if (!Overlaps((MaxPool)record.Layer.Operation))
            return record.VectorJacobianProduct(signal)[0];
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
                yield return new Group(Steps(y, shape[2], rows, record), Steps(x, shape[3], columns, record));
        }
    }

    private static bool Overlaps(MaxPool pool) => RowsApart(pool) * ColumnsApart(pool) > 1;

    private static long RowsApart(MaxPool pool) => Distance(pool.Kernel.Height, pool.Dilation.Height, pool.Stride.Height);

    private static long ColumnsApart(MaxPool pool) => Distance(pool.Kernel.Width, pool.Dilation.Width, pool.Stride.Width);

    private static long Distance(long kernel, long dilation, long stride) => (dilation * (kernel - 1) + stride) / stride;

    private static Tensor Steps(long first, long end, long step, LayerRecord record) => arange(first, end, step, ScalarType.Int64, device: record.Output.device);

    /// <summary>Every so manieth row and column.</summary>
    private readonly record struct Group(Tensor Rows, Tensor Columns)
    {
        internal Tensor Of(Tensor grid) => grid.index_select(2, Rows).index_select(3, Columns);
    }
}
