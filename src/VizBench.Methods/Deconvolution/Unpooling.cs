using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Deconvolution;

/// <summary>
/// Puts signals back where a max-pool found its maxima. Windows that overlap may share a position; to be the same on every
/// device, the windows are taken in groups whose members don't overlap, so that no two writes of a group meet.
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
        var order = arange(1, signal.shape[2] * signal.shape[3] + 1, 1, ScalarType.Int64, device: signal.device).reshape(1, 1, signal.shape[2], signal.shape[3]).expand(signal.shape);
        Tensor? winners = null;
        foreach (var group in Groups(record))
        {
            var found = Put(group.Of(order), group.Of(record.Switches!), planes, shape);
            winners = winners is null ? found : where(found.gt(winners), found, winners);
        }

        // Number 0 is no window; window n's signal lies at n − 1.
        var taken = signal.reshape(planes, -1).gather(1, winners!.sub(1).clamp(min: 0));
        return (taken * winners.gt(0)).reshape(shape);
    }

    /// <summary>Where windows share a position, their signals add up.</summary>
    /// <param name="record">of a max-pool, with switches</param>
    /// <param name="signal">(N, C, h, w)</param>
    /// <returns>(N, C, H, W)</returns>
    internal static Tensor Sum(LayerRecord record, Tensor signal)
    {
        var (planes, shape) = (signal.shape[0] * signal.shape[1], record.Inputs[0].shape);
        return Groups(record).Select(group => Put(group.Of(signal), group.Of(record.Switches!), planes, shape)).Aggregate((sum, part) => sum + part).reshape(shape);
    }

    /// <summary>(planes, H·W): each value at its position, zero elsewhere. No two positions are the same.</summary>
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
