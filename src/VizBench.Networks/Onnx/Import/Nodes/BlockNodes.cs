namespace VizBench.Networks.Onnx;

/// <summary>Operators that move blocks of values between channels and positions, or repeat them.</summary>
internal static class BlockNodes
{
    /// <summary>(C·b², H, W) to (C, H·b, W·b); which of a block's channels are neighbors is the mode: DCR of one position of the block, CRD of one channel.</summary>
    internal static void DepthToSpace(NodeImport node)
    {
        var (input, block) = Blocked(node);
        var (channels, height, width) = (input.Shape[0] / (block * block), input.Shape[1], input.Shape[2]);
        if (channels * block * block != input.Shape[0])
            throw node.Refuse($"its {input.Shape[0]} channels don't make blocks of {block}×{block}");
        var mode = node.Text("mode", "DCR");
        var (split, order) = mode switch
        {
            "DCR" => (new[] { block, block, channels, height, width }, new[] { 2, 3, 0, 4, 1 }),
            "CRD" => (new[] { channels, block, block, height, width }, new[] { 0, 3, 1, 4, 2 }),
            _ => throw node.Refuse($"mode '{mode}' is unknown; ONNX has DCR and CRD"),
        };
        Moved(node, input, split, order, [channels, height * block, width * block]);
    }

    /// <summary>(C, H·b, W·b) to (C·b², H, W): a block's positions become channels, all channels of a position side by side.</summary>
    internal static void SpaceToDepth(NodeImport node)
    {
        var (input, block) = Blocked(node);
        var (channels, height, width) = (input.Shape[0], input.Shape[1] / block, input.Shape[2] / block);
        if (height * block != input.Shape[1] || width * block != input.Shape[2])
            throw node.Refuse($"{input.Shape[1]}×{input.Shape[2]} positions don't make blocks of {block}×{block}");
        Moved(node, input, [channels, height, block, width, block], [2, 4, 0, 1, 3], [channels * block * block, height, width]);
    }

    internal static void Tile(NodeImport node)
    {
        if (node.IsConstant)
            throw node.Refuse("repeats a constant, which is not supported");
        var input = node.Activation(0);
        var repeats = node.Integers(1);
        if (repeats.Length != input.Rank || repeats[0] != 1 || repeats.Any(count => count < 1))
            throw node.Refuse($"repeats (N, {string.Join(", ", input.Shape)}) by ({string.Join(", ", repeats)}); expected a count for each axis, and 1 for the batch, since samples must stay apart");
        if (repeats.All(count => count == 1))
        {
            node.PassThrough(input);
            return;
        }

        var isSpatial = input.Axes is { } axes && Math.Max(repeats[axes.Rows + 1], repeats[axes.Columns + 1]) > 1;
        node.BecomeElementwise(new Tile(repeats[1..]) { IsSpatial = isSpatial }, input);
    }

    private static (Activation Input, long Block) Blocked(NodeImport node)
    {
        var input = node.Activation(0);
        SampleShape.Spatial(input.Shape);
        return (input, node.Integer("blocksize", 0) is >= 1 and <= 1 << 16 and var block ? block : throw node.Refuse("its blocksize is no positive count"));
    }

    private static void Moved(NodeImport node, Activation input, long[] split, int[] order, long[] shape)
    {
        var blocks = node.Before("blocks", new Reshape(split), input);
        node.Become(new Reshape(shape), node.Before("moved", new Transpose(order), blocks));
    }
}
