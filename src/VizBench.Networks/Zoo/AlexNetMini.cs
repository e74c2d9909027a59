namespace VizBench.Networks.Zoo;

/// <summary>
/// AlexNet at a small scale, for ConceptWorld: a 7×7/2 first layer, five convolutions, overlapping 3/2 pools, three fully
/// connected layers, batch normalisation throughout. Odd sizes all the way (31, 15, 7, 3), so that no pool needs padding
/// and each map has a middle.
/// </summary>
public static class AlexNetMini
{
    public const string Name = "alexnet-mini";

    /// <summary>The same network trained against an l2 adversary.</summary>
    public const string RobustName = "alexnet-mini-robust";

    public static Architecture Build(string name = Name)
    {
        var stack = new LayerStack();
        AddConvolution(stack, 1, new Convolution(3, 48, 7) { Stride = 2, Padding = 2 });
        stack.Add("pool1", new MaxPool(3, 2));
        AddConvolution(stack, 2, new Convolution(48, 80, 5) { Padding = 2 });
        stack.Add("pool2", new MaxPool(3, 2));
        AddConvolution(stack, 3, new Convolution(80, 96, 3) { Padding = 1 });
        AddConvolution(stack, 4, new Convolution(96, 96, 3) { Padding = 1 });
        AddConvolution(stack, 5, new Convolution(96, 64, 3) { Padding = 1 });
        stack.Add("pool5", new MaxPool(3, 2));
        stack.Add("flatten", new Flatten());
        AddLinear(stack, 6, new Linear(64 * 3 * 3, 160));
        AddLinear(stack, 7, new Linear(160, 96));
        stack.Add("fc8", new Linear(96, ConceptWorldClasses.Names.Count));
        return ConceptWorldClasses.Network(name, stack);
    }

    // A bias before normalisation would be subtracted again with the mean.
    private static void AddConvolution(LayerStack stack, int number, Convolution convolution)
    {
        stack.Add($"conv{number}", convolution with { HasBias = false });
        stack.Add($"bn{number}", new BatchNorm(convolution.OutChannels));
        stack.Add($"relu{number}", new ReLU());
    }

    private static void AddLinear(LayerStack stack, int number, Linear linear)
    {
        stack.Add($"fc{number}", linear with { HasBias = false });
        stack.Add($"bn{number}", new BatchNorm(linear.OutFeatures));
        stack.Add($"relu{number}", new ReLU());
        stack.Add($"drop{number}", new Dropout(0.2));
    }
}
