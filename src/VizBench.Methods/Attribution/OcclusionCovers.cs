namespace VizBench.Methods.Attribution;

/// <summary>Which values of an input each window covers, for many windows at once: made from their bounds on the input's device.</summary>
internal sealed class OcclusionCovers
{
    private readonly Tensor _channels;
    private readonly Tensor _rows;
    private readonly Tensor _columns;

    /// <param name="like">an input, (N, C, H, W)</param>
    internal OcclusionCovers(IReadOnlyList<OcclusionWindow> windows, Tensor like)
    {
        _channels = Inside(windows, w => (w.C, w.Channels), like.shape[1], like.device).reshape(windows.Count, -1, 1, 1);
        _rows = Inside(windows, w => (w.Y, w.Height), like.shape[2], like.device).reshape(windows.Count, 1, -1, 1);
        _columns = Inside(windows, w => (w.X, w.Width), like.shape[3], like.device).reshape(windows.Count, 1, 1, -1);
    }

    /// <summary>Whether each of the block's windows covers a value, (copies, C, H, W).</summary>
    internal Tensor Of(CopyBlock block) =>
        block.CopiesOf(_rows).logical_and(block.CopiesOf(_columns)).logical_and(block.CopiesOf(_channels));

    /// <summary>Along one axis, (windows, size).</summary>
    private static Tensor Inside(IReadOnlyList<OcclusionWindow> windows, Func<OcclusionWindow, (long First, long Length)> bounds, long size, Device device)
    {
        var inside = new bool[windows.Count * size];
        for (var i = 0; i < windows.Count; i++)
        {
            var (first, length) = bounds(windows[i]);
            inside.AsSpan((int)(i * size + first), (int)length).Fill(true);
        }

        return tensor(inside, [windows.Count, size], device: device);
    }
}
