namespace VizBench.Networks.Zoo;

/// <summary>
/// GoogLeNet at a small scale, for ConceptWorld: a 7×7/2 first layer, five inception modules with 1×1, 3×3, 5×5 and pooled
/// branches, batch normalisation, global average pooling over 8×8. Layers are named as torchvision names GoogLeNet's.
/// </summary>
public static class GoogLeNetMini
{
    public const string Name = "googlenet-mini";

    private static readonly InceptionModule[] s_modules =
    [
        new("3a", 48, 24, 24, 40, 8, 16, 16),
        new("3b", 96, 32, 32, 48, 8, 16, 16),
        new("4a", 112, 40, 32, 64, 12, 24, 16),
        new("4b", 144, 40, 32, 64, 12, 24, 16),
        new("4c", 144, 56, 40, 80, 12, 32, 24),
    ];

    public static Architecture Build()
    {
        var stack = new LayerStack();
        GoogLeNet.AddConvolution(stack, "conv1", new Convolution(3, 32, 7) { Stride = 2, Padding = 3 });
        stack.Add("maxpool1", new MaxPool(3, 2) { Padding = 1 });
        GoogLeNet.AddConvolution(stack, "conv2", new Convolution(32, 32, 1));
        GoogLeNet.AddConvolution(stack, "conv3", new Convolution(32, 48, 3) { Padding = 1 });
        foreach (var module in s_modules)
        {
            if (string.Equals(module.Name, "4a", StringComparison.Ordinal))
                stack.Add("maxpool3", new MaxPool(3, 2) { Padding = 1 });
            GoogLeNet.AddInception(stack, module, branch3Kernel: 5);
        }

        stack.Add("avgpool", new AdaptiveAveragePool(1));
        stack.Add("flatten", new Flatten());
        stack.Add("dropout", new Dropout(0.2));
        stack.Add("fc", new Linear(s_modules[^1].OutChannels, ConceptWorldClasses.Names.Count));
        return ConceptWorldClasses.Network(Name, stack);
    }
}
