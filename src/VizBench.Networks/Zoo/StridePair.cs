namespace VizBench.Networks.Zoo;

/// <summary>
/// Two small networks for ConceptWorld that differ in their first layers alone, as AlexNet and ZFNet do: filters of 11×11 every 4 pixels, or of 7×7 every 2 and a
/// third pool in return. What Zeiler and Fergus 2014, section 4.1, saw in the first and mended in the second.
/// </summary>
public static class StridePair
{
    public const string Coarse = "stride-4";

    public const string Fine = "stride-2";

    /// <param name="name"><see cref="Coarse"/> or <see cref="Fine"/></param>
    public static Architecture Build(string name)
    {
        var isCoarse = name switch
        {
            Coarse => true,
            Fine => false,
            _ => throw new ArgumentException($"'{name}' is none of {Coarse} and {Fine}", nameof(name)),
        };
        var stack = new LayerStack();
        stack.Add("conv1", isCoarse ? new Convolution(3, 32, 11) { Stride = 4, Padding = 2 } : new Convolution(3, 32, 7) { Stride = 2, Padding = 2 });
        stack.Add("relu1", new ReLU());
        stack.Add("pool1", new MaxPool(3, 2));
        stack.Add("conv2", new Convolution(32, 48, 5) { Padding = 2 });
        stack.Add("relu2", new ReLU());
        stack.Add("pool2", new MaxPool(3, 2));
        stack.Add("conv3", new Convolution(48, 64, 3) { Padding = 1 });
        stack.Add("relu3", new ReLU());
        if (!isCoarse)
            stack.Add("pool3", new MaxPool(3, 2));
        stack.Add("flatten", new Flatten());
        stack.Add("fc", new Linear(64 * 3 * 3, ConceptWorldClasses.Names.Count));
        return ConceptWorldClasses.Network(name, stack);
    }
}
