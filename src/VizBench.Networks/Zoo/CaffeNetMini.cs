namespace VizBench.Networks.Zoo;

/// <summary>
/// CaffeNet at a small scale, for ConceptWorld: five convolutions, three of them in two groups, overlapping 3/2 pools before
/// local response normalisation, three fully connected layers. Layers are named as in BVLC's definition.
/// </summary>
/// <remarks>
/// LRN's α is 0.1 where BVLC's is 1e-4: there pixels lie within ±128 and activations in the hundreds, here inputs have unit
/// spread, so that an α a thousand times larger normalises as strongly.
/// </remarks>
public static class CaffeNetMini
{
    public const string Name = "caffenet-mini";

    /// <summary>The last layer of the convolutional part.</summary>
    public const string LastFeature = "pool5";

    private const long Hidden = 128;

    /// <summary>The steps of its training after which the weights of the convolutional part were kept: networks "caffenet-mini@24" and so on.</summary>
    public static IReadOnlyList<int> Moments { get; } = [24, 96, 240, 576, 1344];

    public static Architecture Build()
    {
        var stack = Features();
        stack.Add("flatten", new Flatten());
        stack.Add("fc6", new Linear(64 * 3 * 3, Hidden));
        stack.Add("relu6", new ReLU());
        stack.Add("drop6", new Dropout(0.2));
        stack.Add("fc7", new Linear(Hidden, Hidden));
        stack.Add("relu7", new ReLU());
        stack.Add("drop7", new Dropout(0.2));
        stack.Add("fc8", new Linear(Hidden, ConceptWorldClasses.Names.Count));
        return ConceptWorldClasses.Network(Name, stack);
    }

    /// <summary>The convolutional part alone, as it was after so many steps of the training.</summary>
    public static Architecture BuildMoment(int step) => ConceptWorldClasses.Features(NetworkEntry.MomentName(Name, step), Features());

    private static LayerStack Features()
    {
        var stack = new LayerStack();
        stack.Add("conv1", new Convolution(3, 48, 7) { Stride = 2, Padding = 2 });
        stack.Add("relu1", new ReLU());
        stack.Add("pool1", new MaxPool(3, 2));
        stack.Add("norm1", new LocalResponseNorm(5) { Alpha = 0.1 });
        stack.Add("conv2", new Convolution(48, 64, 5) { Padding = 2, Groups = 2 });
        stack.Add("relu2", new ReLU());
        stack.Add("pool2", new MaxPool(3, 2));
        stack.Add("norm2", new LocalResponseNorm(5) { Alpha = 0.1 });
        stack.Add("conv3", new Convolution(64, 80, 3) { Padding = 1 });
        stack.Add("relu3", new ReLU());
        stack.Add("conv4", new Convolution(80, 80, 3) { Padding = 1, Groups = 2 });
        stack.Add("relu4", new ReLU());
        stack.Add("conv5", new Convolution(80, 64, 3) { Padding = 1, Groups = 2 });
        stack.Add("relu5", new ReLU());
        stack.Add(LastFeature, new MaxPool(3, 2));
        return stack;
    }
}
