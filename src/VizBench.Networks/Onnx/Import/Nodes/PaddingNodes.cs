namespace VizBench.Networks.Onnx;

/// <summary>Pad: amounts and value are attributes before opset 11, inputs since.</summary>
internal static class PaddingNodes
{
    private const long Largest = 1 << 20;

    internal static void Pad(NodeImport node)
    {
        var input = node.Activation(0);
        var (before, after) = Amounts(node, input.Rank);
        var value = node.Opset < 11 ? node.Real("value", 0) : node.Has(2) ? node.Number(2) : 0;
        if (before.Concat(after).All(amount => amount == 0))
        {
            node.PassThrough(input);
            return;
        }

        if (input.Rank < 4 || before[..^3].Concat(after[..^3]).Any(amount => amount != 0))
            throw node.Refuse($"pads (N, {string.Join(", ", input.Shape)}) by ({string.Join(", ", before)}) and ({string.Join(", ", after)}); supported are the last three axes of four or more");
        var (start, end) = (new Extent(before[^2], before[^1]), new Extent(after[^2], after[^1]));
        var isMap = input.Rank == 4;
        var mode = node.Text("mode", "constant");
        Operation operation = mode switch
        {
            "constant" => new Pad(start, end) { Value = value, ChannelsBefore = before[^3], ChannelsAfter = after[^3] },
            "reflect" when isMap => new ReflectPad(start, end) { ChannelsBefore = before[^3], ChannelsAfter = after[^3] },
            "edge" when isMap => new EdgePad(start, end) { ChannelsBefore = before[^3], ChannelsAfter = after[^3] },
            "wrap" when isMap => new WrapPad(start, end) { ChannelsBefore = before[^3], ChannelsAfter = after[^3] },
            _ => throw node.Refuse($"pads by mode '{mode}'; supported are constant, and reflect, edge and wrap of an input with four axes"),
        };
        node.BecomeElementwise(operation, input);
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
