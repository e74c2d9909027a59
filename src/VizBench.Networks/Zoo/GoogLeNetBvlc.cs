namespace VizBench.Networks.Zoo;

/// <summary>
/// GoogLeNet as the paper has it (Szegedy 2015) and as it was trained with Caffe (BVLC's model): local response
/// normalisation in the stem, 5×5 branches, biases, no batch normalisation. DeepDream was made with this one.
/// </summary>
/// <remarks>
/// Layers have the names of BVLC's definition, and parameters those names with ".weight" or ".bias"
/// ("inception_4c/5x5_reduce.weight"). Caffe's average over 7×7 fits inputs of 224×224 alone.
/// </remarks>
public static class GoogLeNetBvlc
{
    public const string Name = "googlenet-bvlc";

    public static Architecture Build()
    {
        var stack = new LayerStack();
        AddConvolution(stack, "conv1", "7x7_s2", "7x7", new Convolution(3, 64, 7) { Stride = 2, Padding = 3 });
        stack.Add("pool1/3x3_s2", new MaxPool(3, 2) { CeilMode = true });
        stack.Add("pool1/norm1", new LocalResponseNorm(5));
        AddConvolution(stack, "conv2", "3x3_reduce", "3x3_reduce", new Convolution(64, 64, 1));
        AddConvolution(stack, "conv2", "3x3", "3x3", new Convolution(64, 192, 3) { Padding = 1 });
        stack.Add("conv2/norm2", new LocalResponseNorm(5));
        stack.Add("pool2/3x3_s2", new MaxPool(3, 2) { CeilMode = true });
        foreach (var module in InceptionModule.All)
        {
            if (string.Equals(module.Name, "4a", StringComparison.Ordinal))
                stack.Add("pool3/3x3_s2", new MaxPool(3, 2) { CeilMode = true });
            if (string.Equals(module.Name, "5a", StringComparison.Ordinal))
                stack.Add("pool4/3x3_s2", new MaxPool(3, 2) { CeilMode = true });
            AddInception(stack, module);
        }

        stack.Add("pool5/7x7_s1", new AveragePool(7, 1) { CeilMode = true });
        stack.Add("pool5/drop_7x7_s1", new Dropout(0.4));
        stack.Add("flatten", new Flatten());
        stack.Add("loss3/classifier", new Linear(1024, 1000));
        return new Architecture(Name, [3, 224, 224], Preprocessing.Caffe(224), stack.Layers) { UnusedParameters = ["loss1/", "loss2/"] };
    }

    private static void AddInception(LayerStack stack, InceptionModule module)
    {
        var (name, input) = ($"inception_{module.Name}", stack.Last);
        var out1x1 = Add("1x1", new Convolution(module.InChannels, module.Out1x1, 1), input);
        Add("3x3_reduce", new Convolution(module.InChannels, module.Reduce3x3, 1), input);
        var out3x3 = Add("3x3", new Convolution(module.Reduce3x3, module.Out3x3, 3) { Padding = 1 });
        Add("5x5_reduce", new Convolution(module.InChannels, module.Reduce5x5, 1), input);
        var out5x5 = Add("5x5", new Convolution(module.Reduce5x5, module.Out5x5, 5) { Padding = 2 });
        stack.Add($"{name}/pool", new MaxPool(3, 1) { Padding = 1, CeilMode = true }, input);
        var projection = Add("pool_proj", new Convolution(module.InChannels, module.PoolProjection, 1));
        stack.Add($"{name}/output", new Concat(), out1x1, out3x3, out5x5, projection);

        string Add(string part, Convolution convolution, params string[] inputs) =>
            AddConvolution(stack, name, part, part, convolution, inputs);
    }

    private static string AddConvolution(
        LayerStack stack, string group, string part, string reluPart, Convolution convolution, params string[] inputs)
    {
        stack.Add($"{group}/{part}", convolution, inputs);
        return stack.Add($"{group}/relu_{reluPart}", new ReLU());
    }
}
