namespace VizBench.Networks.Zoo;

/// <summary>
/// Up-convolutional networks that map a layer's code back to the picture (Dosovitskiy and Brox 2016, Inverting Visual Representations
/// with Convolutional Networks), and the generators of the same form that were trained to make pictures look real as well (the same
/// authors 2016, Generating Images with Perceptual Similarity Metrics).
/// </summary>
/// <remarks>
/// The first layer, "code", standardizes the code by the mean and variance of the training images' codes, so that what clips a code
/// by its statistics (DGN-AM) reads them there. The last gives pictures in the networks' normalized units, within the range of colors.
/// </remarks>
public static class CodeDecoders
{
    /// <summary>The layer that holds the codes' mean and variance, as running_mean and running_var.</summary>
    public const string CodeLayer = "code";

    /// <summary>
    /// The learned prior where none is named: the generator of the robust network's codes, trained against an adversary. Its codes hold more of what
    /// a picture shows than those of a network trained as usual, so that more of what lies between the training codes is a picture too.
    /// </summary>
    public const string Prior = "dgn-fc6-robust";

    internal static IReadOnlyList<GeneratorEntry> All { get; } =
    [
        ByImage("upconv-relu2", "relu2", [64, 15, 15]),
        ByImage("upconv-relu5", "relu5", [64, 7, 7]),
        ByImage("upconv-fc6", "relu6", [128]),
        ByImage("upconv-fc8", "fc8", [12]),
        ByAdversary("dgn-fc6", CaffeNetMini.Name, 128),
        ByAdversary(Prior, AlexNetMini.RobustName, 160),
    ];

    private static GeneratorEntry ByImage(string name, string layer, long[] code) =>
        new(name, $"{CaffeNetMini.Name}'s {layer} back to the picture, image loss; Dosovitskiy and Brox 2016", () => Build(name, code)) { Network = CaffeNetMini.Name, Layer = layer };

    private static GeneratorEntry ByAdversary(string name, string network, long size) =>
        new(name, $"{network}'s relu6 back to a picture that looks real: image, perceptual and adversarial loss; Dosovitskiy and Brox 2016", () => BuildPrior(name, size)) { Network = network, Layer = "relu6", FeatureNetworks = [AlexNetMini.RobustName] };

    /// <summary>A vector is spread over 4×4 positions; maps go through two convolutions. Then each stage doubles the side, to 64.</summary>
    private static Architecture Build(string name, long[] code)
    {
        var stack = new LayerStack();
        stack.Add(CodeLayer, new BatchNorm(code[0]));
        var (channels, side) = (code[0], 4L);
        // Of what a vector tells, less is to be drawn.
        Func<long, long> wideAt = code.Length > 1 ? side => side switch { <= 16 => 64, <= 32 => 48, _ => 24 } : side => side switch { <= 4 => 40, <= 16 => 48, <= 32 => 40, _ => 20 };
        if (code is [var features])
        {
            channels = wideAt(side);
            stack.Add("fc", new Linear(features, channels * side * side));
            stack.Add("spread", new Reshape([channels, side, side]));
            stack.Add("relu0", new LeakyReLU(0.2));
        }
        else
        {
            // An upconvolution reads two positions by two: these let it see further.
            foreach (var layer in new[] { 1, 2 })
            {
                stack.Add($"conv{layer}", new Convolution(channels, 96, 3) { Padding = 1 });
                stack.Add($"relu0.{layer}", new LeakyReLU(0.2));
                channels = 96;
            }

            side = code[1];
        }

        for (var stage = 1; side < ConceptWorldClasses.InputSize; stage++)
        {
            // The layers' maps have a position less than a power of two: the first upconvolution keeps what lies over its border, so that each position stays where it was.
            var padding = long.IsPow2(side) ? 1 : 0;
            side = 2 * side + 2 - 2 * padding;
            var wider = wideAt(side);
            stack.Add($"upconv{stage}", new TransposedConvolution(channels, wider, 4) { Stride = 2, Padding = padding });
            stack.Add($"relu{stage}", new LeakyReLU(0.2));
            channels = wider;
        }

        stack.Add("conv", new Convolution(channels, 3, 3) { Padding = 1 });
        return Pictures(name, code, stack);
    }

    /// <summary>A vector is spread over 4×4 positions, then each stage doubles the side, to 64; normalized behind all but the last.</summary>
    private static Architecture BuildPrior(string name, long size)
    {
        var stack = new LayerStack();
        // A neuron that hardly ever fires would else be blown up beyond what the training has seen.
        stack.Add(CodeLayer, new BatchNorm(size) { Epsilon = 2.5e-3 });
        stack.Add("fc", new Linear(size, 64 * 4 * 4) { HasBias = false });
        stack.Add("spread", new Reshape([64, 4, 4]));
        stack.Add("norm0", new BatchNorm(64));
        stack.Add("relu0", new LeakyReLU(0.2));
        var channels = 64L;
        foreach (var (stage, wider) in new[] { (1, 96L), (2, 64), (3, 64) })
        {
            stack.Add($"upconv{stage}", new TransposedConvolution(channels, wider, 4) { Stride = 2, Padding = 1, HasBias = false });
            stack.Add($"norm{stage}", new BatchNorm(wider));
            stack.Add($"relu{stage}", new LeakyReLU(0.2));
            channels = wider;
        }

        // Smoothed by a convolution: an upconvolution straight to the picture leaves its grid of two pixels in it.
        stack.Add("upconv4", new TransposedConvolution(channels, 16, 4) { Stride = 2, Padding = 1, HasBias = false });
        stack.Add("norm4", new BatchNorm(16));
        stack.Add("relu4", new LeakyReLU(0.2));
        stack.Add("conv", new Convolution(16, 3, 5) { Padding = 2 });
        return Pictures(name, [size], stack);
    }

    private static Architecture Pictures(string name, long[] code, LayerStack stack)
    {
        stack.Add("tanh", new Tanh());
        // Pixels lie within ±2 deviations of mid-grey.
        stack.Add("picture", new Affine(2, 0));
        return new Architecture(name, code, Preprocessing.ConceptWorld(ConceptWorldClasses.InputSize), stack.Layers);
    }
}
