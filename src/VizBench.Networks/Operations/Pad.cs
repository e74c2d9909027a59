namespace VizBench.Networks;

/// <summary>Rows and columns (and channels) of one value around the input; negative counts cut the input there.</summary>
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
        var size = SampleShape.Spatial(inputs[0]);
        return [inputs[0][0] + ChannelsBefore + ChannelsAfter, Before.Height + size.Height + After.Height, Before.Width + size.Width + After.Width];
    }

    public override ReceptiveWindow Window(long[] input) => new(1, 1, Before, 1);
}
