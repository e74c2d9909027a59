namespace VizBench.Networks.Zoo;

/// <summary>
/// The residual networks as torchvision builds them (He 2015). Where a bottleneck block halves the resolution, torchvision
/// does it in the 3×3 convolution ("version 1.5"), the paper in the 1×1 convolution before: receptive fields differ.
/// </summary>
/// <remarks>Functions and repeated modules are named as torchvision's feature extraction names them: "layer1.0.add", "layer1.0.relu_1".</remarks>
public static class ResNet
{
    private const int BottleneckExpansion = 4;

    /// <summary>Blocks by stage.</summary>
    private static readonly Dictionary<int, int[]> s_blocksByStage = new()
    {
        [18] = [2, 2, 2, 2],
        [34] = [3, 4, 6, 3],
        [50] = [3, 4, 6, 3],
        [101] = [3, 4, 23, 3],
    };

    private static readonly long[] s_widthByStage = [64, 128, 256, 512];

    /// <param name="depth">18, 34 (basic blocks), 50 or 101 (bottleneck blocks) weight layers</param>
    public static Architecture Build(int depth)
    {
        var stack = new LayerStack();
        var channels = AddFeatures(stack, s_blocksByStage[depth], depth >= 50);
        stack.Add("flatten", new Flatten());
        stack.Add("fc", new Linear(channels, 1000));
        return new Architecture($"resnet{depth}", [3, 224, 224], Preprocessing.ImageNet, stack.Layers);
    }

    /// <summary>Everything before the classifier: stem, blocks and the average over the last map.</summary>
    /// <param name="blocks">how many each of the four stages has</param>
    /// <param name="isDeep">whether they are bottleneck blocks</param>
    /// <returns>channels of the last layer</returns>
    internal static long AddFeatures(LayerStack stack, IReadOnlyList<int> blocks, bool isDeep)
    {
        var channels = s_widthByStage[0];
        AddStem(stack, channels);
        for (var stage = 0; stage < s_widthByStage.Length; stage++)
        {
            var width = s_widthByStage[stage];
            var outChannels = isDeep ? width * BottleneckExpansion : width;
            for (var i = 0; i < blocks[stage]; i++)
            {
                var block = new Block($"layer{stage + 1}.{i}", channels, width, outChannels, stage > 0 && i == 0 ? 2 : 1);
                if (isDeep)
                    AddBottleneckBlock(stack, block);
                else
                    AddBasicBlock(stack, block);
                channels = outChannels;
            }
        }

        stack.Add("avgpool", new AdaptiveAveragePool(1));
        return channels;
    }

    /// <summary>What stands before the blocks: a 7×7/2 convolution and a 3/2 pool.</summary>
    internal static void AddStem(LayerStack stack, long channels)
    {
        stack.Add("conv1", Convolution(3, channels, 7, 2));
        stack.Add("bn1", new BatchNorm(channels));
        stack.Add("relu", new ReLU());
        stack.Add("maxpool", new MaxPool(3, 2) { Padding = 1 });
    }

    /// <summary>Two 3×3 convolutions beside the shortcut.</summary>
    internal static void AddBasicBlock(LayerStack stack, Block block)
    {
        var input = stack.Last;
        stack.Add($"{block.Name}.conv1", Convolution(block.InChannels, block.Width, 3, block.Stride));
        stack.Add($"{block.Name}.bn1", new BatchNorm(block.Width));
        stack.Add($"{block.Name}.relu", new ReLU());
        stack.Add($"{block.Name}.conv2", Convolution(block.Width, block.OutChannels, 3));
        var branch = stack.Add($"{block.Name}.bn2", new BatchNorm(block.OutChannels));
        stack.Add($"{block.Name}.add", new Add(), branch, Shortcut(stack, block, input));
        stack.Add($"{block.Name}.relu_1", new ReLU());
    }

    /// <summary>1×1, 3×3 and 1×1 convolutions beside the shortcut, the middle one on a quarter of the channels.</summary>
    private static void AddBottleneckBlock(LayerStack stack, Block block)
    {
        var input = stack.Last;
        stack.Add($"{block.Name}.conv1", Convolution(block.InChannels, block.Width, 1));
        stack.Add($"{block.Name}.bn1", new BatchNorm(block.Width));
        stack.Add($"{block.Name}.relu", new ReLU());
        stack.Add($"{block.Name}.conv2", Convolution(block.Width, block.Width, 3, block.Stride));
        stack.Add($"{block.Name}.bn2", new BatchNorm(block.Width));
        stack.Add($"{block.Name}.relu_1", new ReLU());
        stack.Add($"{block.Name}.conv3", Convolution(block.Width, block.OutChannels, 1));
        var branch = stack.Add($"{block.Name}.bn3", new BatchNorm(block.OutChannels));
        stack.Add($"{block.Name}.add", new Add(), branch, Shortcut(stack, block, input));
        stack.Add($"{block.Name}.relu_2", new ReLU());
    }

    /// <summary>The block's input itself where shapes agree, else a 1×1 convolution of it.</summary>
    private static string Shortcut(LayerStack stack, Block block, string input)
    {
        if (block.Stride == 1 && block.InChannels == block.OutChannels)
            return input;
        stack.Add($"{block.Name}.downsample.0", Convolution(block.InChannels, block.OutChannels, 1, block.Stride), input);
        return stack.Add($"{block.Name}.downsample.1", new BatchNorm(block.OutChannels));
    }

    private static Convolution Convolution(long inChannels, long outChannels, int kernel, int stride = 1) =>
        new(inChannels, outChannels, kernel) { Stride = stride, Padding = kernel / 2, HasBias = false };

    /// <param name="Width">channels inside the block</param>
    internal sealed record Block(string Name, long InChannels, long Width, long OutChannels, int Stride);
}
