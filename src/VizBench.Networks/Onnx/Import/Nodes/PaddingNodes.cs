namespace VizBench.Networks.Onnx;

/// <summary>Pad: amounts and value are attributes before opset 11, inputs since.</summary>
internal static class PaddingNodes
{
    private const long Largest = 1 << 20;

    internal static void Pad(NodeImport node)
    {
        var input = node.Activation(0);
        SampleShape.Spatial(input.Shape);
        var (before, after) = Amounts(node, input.Rank);
        var value = node.Opset < 11 ? node.Real("value", 0) : node.Has(2) ? node.Number(2) : 0;
        if (before.Concat(after).All(amount => amount == 0))
        {
            node.PassThrough(input);
            return;
        }

        var (start, end) = (new Extent(before[2], before[3]), new Extent(after[2], after[3]));
        switch (node.Text("mode", "constant"))
        {
            case "constant":
                node.BecomeElementwise(new Pad(start, end) { Value = value, ChannelsBefore = before[1], ChannelsAfter = after[1] }, input);
                break;
            case "reflect":
                node.BecomeElementwise(new ReflectPad(start, end) { ChannelsBefore = before[1], ChannelsAfter = after[1] }, input);
                break;
            case var mode:
                throw node.Refuse($"pads by mode '{mode}'; supported are constant and reflect");
        }
    }

    private static (long[] Before, long[] After) Amounts(NodeImport node, int rank)
    {
        var given = node.Opset < 11 ? node.IntegersOf("pads") ?? [] : node.Integers(1);
        var axes = node.Opset >= 18 && node.Has(3) ? node.Integers(3) : [.. Enumerable.Range(0, rank).Select(axis => (long)axis)];
        if (given.Length != 2 * axes.Length || given.Any(amount => amount is < -Largest or > Largest))
            throw node.Refuse($"its pads are ({string.Join(", ", given)}), expected two for each axis of its input");
        var (before, after) = (new long[rank], new long[rank]);
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = axes[i] < 0 ? axes[i] + rank : axes[i];
            if (axis < 0 || axis >= rank)
                throw node.Refuse($"has no axis {axes[i]}: its input has {rank}");
            (before[axis], after[axis]) = (given[i], given[i + axes.Length]);
        }

        return before[0] == 0 && after[0] == 0 ? (before, after) : throw node.Refuse("pads the batch; samples must stay apart");
    }
}
