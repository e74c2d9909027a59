namespace VizBench.Networks.Zoo;

/// <summary>
/// ResNet at a small scale, for ConceptWorld: a 7×7/2 first layer and a 3/2 pool, five basic blocks in three stages, batch
/// normalisation, global average pooling over 8×8. Layers are named as torchvision names ResNet's.
/// </summary>
public static class ResNetMini
{
    public const string Name = "resnet-mini";

    private static readonly (long Width, int Blocks, int Stride)[] s_stages = [(32, 2, 1), (48, 2, 2), (64, 1, 1)];

    public static Architecture Build()
    {
        var stack = new LayerStack();
        var channels = s_stages[0].Width;
        ResNet.AddStem(stack, channels);
        for (var stage = 0; stage < s_stages.Length; stage++)
        {
            var (width, blocks, stride) = s_stages[stage];
            for (var i = 0; i < blocks; i++)
            {
                ResNet.AddBasicBlock(stack, new ResNet.Block($"layer{stage + 1}.{i}", channels, width, width, i == 0 ? stride : 1));
                channels = width;
            }
        }

        stack.Add("avgpool", new AdaptiveAveragePool(1));
        stack.Add("flatten", new Flatten());
        stack.Add("fc", new Linear(channels, ConceptWorldClasses.Names.Count));
        return ConceptWorldClasses.Network(Name, stack);
    }
}
