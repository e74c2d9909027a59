namespace VizBench.Networks;

/// <summary>Rows and columns (and channels) of one value around the input's last axes; negative counts cut the input there.</summary>
/// <param name="Before">how many above and on the left</param>
/// <param name="After">how many below and on the right</param>
public sealed record Pad(Extent Before, Extent After) : Operation
{
    public double Value { get; init; }

    /// <summary>Channels before the first.</summary>
    public long ChannelsBefore { get; init; }

    /// <summary>Channels behind the last.</summary>
    public long ChannelsAfter { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => nn.functional.pad(
        inputs[0], new[] { Before.Width, After.Width, Before.Height, After.Height, ChannelsBefore, ChannelsAfter }, PaddingModes.Constant, Value);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        if (inputs[0] is not [.. var outer, var channels, var height, var width])
            throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) has no channels, rows and columns");
        return [.. outer, channels + ChannelsBefore + ChannelsAfter, Before.Height + height + After.Height, Before.Width + width + After.Width];
    }

    public override ReceptiveWindow Window(long[] input) => new(1, 1, Before, 1);
}
