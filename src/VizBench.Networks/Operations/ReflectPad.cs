namespace VizBench.Networks;

/// <summary>Rows and columns (and channels) around the input that repeat some of its own.</summary>
/// <param name="Before">how many above and on the left</param>
/// <param name="After">how many below and on the right</param>
public abstract record BorderPad(Extent Before, Extent After) : Operation
{
    /// <summary>Channels before the first.</summary>
    public long ChannelsBefore { get; init; }

    /// <summary>Channels behind the last.</summary>
    public long ChannelsAfter { get; init; }

    // By index: libtorch's own reflection and replication add up their gradients in no fixed order on CUDA.
    public sealed override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        var result = Padded(Padded(inputs[0], 2, Before.Height, After.Height), 3, Before.Width, After.Width);
        return ChannelsBefore == 0 && ChannelsAfter == 0 ? result : Padded(result, 1, ChannelsBefore, ChannelsAfter);
    }

    public sealed override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        var size = SampleShape.Spatial(inputs[0]);
        foreach (var (length, before, after) in new[] { (inputs[0][0], ChannelsBefore, ChannelsAfter), (size.Height, Before.Height, After.Height), (size.Width, Before.Width, After.Width) })
        {
            if (Math.Min(before, after) < 0 || Math.Max(before, after) > Most(length))
                throw new ArgumentException($"{length} positions can't be {Verb} by {before} before and {after} behind");
        }

        return [ChannelsBefore + inputs[0][0] + ChannelsAfter, Before.Height + size.Height + After.Height, Before.Width + size.Width + After.Width];
    }

    /// <summary>Of the units inside; those over the border see what they repeat.</summary>
    public sealed override ReceptiveWindow Window(long[] input) => new(1, 1, Before, 1);

    /// <summary>How many positions can be put on one side of so many.</summary>
    protected abstract long Most(long length);

    /// <summary>What is done to the input, for messages.</summary>
    protected abstract string Verb { get; }

    /// <summary>The input's position that stands at a position counted from its first, outside 0 … length − 1.</summary>
    protected abstract long Repeated(long position, long length);

    private Tensor Padded(Tensor input, int dim, long before, long after)
    {
        var taken = Indices(input.shape[dim], before, after);
        using var indices = tensor(taken, [taken.Length], device: input.device);
        return input.index_select(dim, indices);
    }

    private long[] Indices(long length, long before, long after) =>
        [.. Enumerable.Range(0, (int)(before + length + after)).Select(i => i - before).Select(position => position >= 0 && position < length ? position : Repeated(position, length))];
}

/// <summary>Rows and columns around the input that mirror it; the border itself is not repeated.</summary>
/// <param name="Before">how many above and on the left; fewer than the input has</param>
/// <param name="After">how many below and on the right; fewer than the input has</param>
public sealed record ReflectPad(Extent Before, Extent After) : BorderPad(Before, After)
{
    protected override string Verb => "mirrored";

    protected override long Most(long length) => length - 1;

    protected override long Repeated(long position, long length) => position < 0 ? -position : 2 * (length - 1) - position;
}

/// <summary>Rows and columns around the input that repeat its border.</summary>
/// <param name="Before">how many above and on the left</param>
/// <param name="After">how many below and on the right</param>
public sealed record EdgePad(Extent Before, Extent After) : BorderPad(Before, After)
{
    protected override string Verb => "extended";

    protected override long Most(long length) => int.MaxValue;

    protected override long Repeated(long position, long length) => position < 0 ? 0 : length - 1;
}

/// <summary>Rows and columns around the input that go on at its other side.</summary>
/// <param name="Before">how many above and on the left; at most as many as the input has</param>
/// <param name="After">how many below and on the right; at most as many as the input has</param>
public sealed record WrapPad(Extent Before, Extent After) : BorderPad(Before, After)
{
    protected override string Verb => "wrapped";

    protected override long Most(long length) => length;

    protected override long Repeated(long position, long length) => position < 0 ? position + length : position - length;
}
