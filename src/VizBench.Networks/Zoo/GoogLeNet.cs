namespace VizBench.Networks.Zoo;

/// <summary>
/// GoogLeNet as torchvision builds it: batch normalisation instead of local response normalisation, and 3×3 convolutions in
/// the branch that has 5×5 ones in the paper (Szegedy 2015). See <see cref="GoogLeNetBvlc"/> for the paper's.
/// </summary>
/// <remarks>
/// torchvision gives its published weights a network whose first step turns ImageNet's usual normalisation into mean .5 and
/// deviation .5 (transform_input=True). Here the preprocessing of pictures has that mean and deviation at once, which is the
/// same computation; arrays go into the network as they are, as with transform_input=False.
/// </remarks>
public static class GoogLeNet
{
    public static Architecture Build()
    {
        var stack = new LayerStack();
        AddConvolution(stack, "conv1", new Convolution(3, 64, 7) { Stride = 2, Padding = 3 });
        stack.Add("maxpool1", new MaxPool(3, 2) { CeilMode = true });
        AddConvolution(stack, "conv2", new Convolution(64, 64, 1));
        AddConvolution(stack, "conv3", new Convolution(64, 192, 3) { Padding = 1 });
        stack.Add("maxpool2", new MaxPool(3, 2) { CeilMode = true });
        foreach (var module in InceptionModule.All)
        {
            if (string.Equals(module.Name, "4a", StringComparison.Ordinal))
                stack.Add("maxpool3", new MaxPool(3, 2) { CeilMode = true });
            if (string.Equals(module.Name, "5a", StringComparison.Ordinal))
                stack.Add("maxpool4", new MaxPool(2, 2) { CeilMode = true });
            AddInception(stack, module, branch3Kernel: 3);
        }

        stack.Add("avgpool", new AdaptiveAveragePool(1));
        stack.Add("flatten", new Flatten());
        stack.Add("dropout", new Dropout(0.2));
        stack.Add("fc", new Linear(1024, 1000));
        return new Architecture("googlenet", [3, 224, 224], Preprocessing.ImageNet with { Mean = [.5, .5, .5], Std = [.5, .5, .5] }, stack.Layers)
        {
            UnusedParameters = ["aux1.", "aux2."],
        };
    }

    /// <param name="branch3Kernel">of the third branch: 5 in the paper, 3 in torchvision</param>
    internal static void AddInception(LayerStack stack, InceptionModule module, int branch3Kernel)
    {
        var (name, input) = ($"inception{module.Name}", stack.Last);
        var branch1 = AddConvolution(stack, $"{name}.branch1", new Convolution(module.InChannels, module.Out1x1, 1), input);
        AddConvolution(stack, $"{name}.branch2.0", new Convolution(module.InChannels, module.Reduce3x3, 1), input);
        var branch2 = AddConvolution(stack, $"{name}.branch2.1", new Convolution(module.Reduce3x3, module.Out3x3, 3) { Padding = 1 });
        AddConvolution(stack, $"{name}.branch3.0", new Convolution(module.InChannels, module.Reduce5x5, 1), input);
        var branch3 = AddConvolution(stack, $"{name}.branch3.1", new Convolution(module.Reduce5x5, module.Out5x5, branch3Kernel) { Padding = branch3Kernel / 2 });
        stack.Add($"{name}.branch4.0", new MaxPool(3, 1) { Padding = 1, CeilMode = true }, input);
        var branch4 = AddConvolution(stack, $"{name}.branch4.1", new Convolution(module.InChannels, module.PoolProjection, 1));
        stack.Add($"{name}.cat", new Concat(), branch1, branch2, branch3, branch4);
    }

    internal static string AddConvolution(LayerStack stack, string name, Convolution convolution, params string[] inputs)
    {
        stack.Add($"{name}.conv", convolution with { HasBias = false }, inputs);
        stack.Add($"{name}.bn", new BatchNorm(convolution.OutChannels) { Epsilon = 0.001 });
        return stack.Add($"{name}.relu", new ReLU());
    }
}
