namespace VizBench.Networks;

/// <summary>Rows and columns (and channels) around the input that mirror it; the border itself is not repeated.</summary>
/// <param name="Before">how many above and on the left; fewer than the input has</param>
/// <param name="After">how many below and on the right; fewer than the input has</param>
public sealed record ReflectPad(Extent Before, Extent After) : Operation
{
    /// <summary>Channels before the first; fewer than the input has.</summary>
    public long ChannelsBefore { get; init; }

    /// <summary>Channels behind the last; fewer than the input has.</summary>
    public long ChannelsAfter { get; init; }

    // By index: libtorch's own reflection adds up its gradient in no fixed order on CUDA.
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        var input = inputs[0];
        var (down, across) = (Mirrored(input.shape[2], Before.Height, After.Height), Mirrored(input.shape[3], Before.Width, After.Width));
        using var rows = tensor(down, [down.Length], device: input.device);
        using var columns = tensor(across, [across.Length], device: input.device);
        var padded = input.index_select(2, rows).index_select(3, columns);
        if (ChannelsBefore == 0 && ChannelsAfter == 0)
            return padded;
        var deep = Mirrored(input.shape[1], ChannelsBefore, ChannelsAfter);
        using var channels = tensor(deep, [deep.Length], device: input.device);
        return padded.index_select(1, channels);
    }

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        var size = SampleShape.Spatial(inputs[0]);
        foreach (var (length, before, after) in new[] { (inputs[0][0], ChannelsBefore, ChannelsAfter), (size.Height, Before.Height, After.Height), (size.Width, Before.Width, After.Width) })
        {
            if (Math.Min(before, after) < 0 || Math.Max(before, after) >= length)
                throw new ArgumentException($"{length} positions can't be mirrored by {before} before and {after} behind");
        }

        return [ChannelsBefore + inputs[0][0] + ChannelsAfter, Before.Height + size.Height + After.Height, Before.Width + size.Width + After.Width];
    }

    /// <summary>Of the units inside; those over the border see what they mirror.</summary>
    public override ReceptiveWindow Window(long[] input) => new(1, 1, Before, 1);

    private static long[] Mirrored(long length, long before, long after)
    {
        var indices = new long[before + length + after];
        for (var i = 0; i < indices.Length; i++)
        {
            var position = Math.Abs(i - before);
            indices[i] = position < length ? position : 2 * (length - 1) - position;
        }

        return indices;
    }
}
