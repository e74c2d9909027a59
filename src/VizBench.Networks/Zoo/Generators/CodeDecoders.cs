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

    /// <summary>The decoder of fc6's codes, rectified, by image loss.</summary>
    public const string Fc6 = "upconv-fc6";

    /// <summary>The generator of the same codes that was trained against an adversary: the learned prior.</summary>
    public const string Prior = "dgn-fc6";

    internal static IReadOnlyList<GeneratorEntry> All { get; } =
    [
        ByImage("upconv-relu2", "relu2", [64, 15, 15]),
        ByImage("upconv-relu5", "relu5", [64, 7, 7]),
        ByImage(Fc6, "relu6", [128]),
        ByImage("upconv-fc8", "fc8", [12]),
        ByAdversary(Prior, CaffeNetMini.Name, "relu6", 128),
        ByAdversary("dgn-fc6-robust", AlexNetMini.RobustName, "relu6", 160),
    ];

    private static GeneratorEntry ByImage(string name, string layer, long[] code) =>
        new(name, $"{CaffeNetMini.Name}'s {layer} back to the picture, image loss; Dosovitskiy and Brox 2016, Inverting", () => Build(name, code)) { Network = CaffeNetMini.Name, Layer = layer };

    private static GeneratorEntry ByAdversary(string name, string network, string layer, long code) =>
        new(name, $"{network}'s {layer} back to the picture, image, feature and adversarial loss; Dosovitskiy and Brox 2016, Generating", () => BuildPrior(name, code)) { Network = network, Layer = layer };

    /// <summary>A vector is spread over 4×4 positions, maps are resampled to the next power of two; then each stage doubles the side, to 64.</summary>
    private static Architecture Build(string name, long[] code)
    {
        var stack = new LayerStack();
        stack.Add(CodeLayer, new BatchNorm(code[0]));
        var (channels, side) = (code[0], 4L);
        if (code.Length == 1)
        {
            stack.Add("fc", new Linear(code[0], 64 * 4 * 4));
            stack.Add("spread", new Reshape([64, 4, 4]));
            stack.Add("relu0", new LeakyReLU(0.2));
            channels = 64;
        }
        else
        {
            side = code[1] + 1;
            stack.Add("resize", new Resample([.. new[] { 1, 2 }.Select(axis => new ResampledAxis(axis, side, (double)side / code[1], ResampleKind.Linear, ResampleCoordinates.HalfPixel))]));
        }

        for (var stage = 1; side < ConceptWorldClasses.InputSize; stage++)
        {
            side *= 2;
            var wider = side switch { <= 8 => 80L, <= 16 => 64, <= 32 => 48, _ => 24 };
            stack.Add($"upconv{stage}", new TransposedConvolution(channels, wider, 4) { Stride = 2, Padding = 1 });
            stack.Add($"relu{stage}", new LeakyReLU(0.2));
            channels = wider;
        }

        stack.Add("conv", new Convolution(channels, 3, 3) { Padding = 1 });
        return Finished(name, code, stack);
    }

    /// <summary>Wider at the end than the decoders, whose last convolution it leaves out: textures are made there.</summary>
    private static Architecture BuildPrior(string name, long code)
    {
        var stack = new LayerStack();
        stack.Add(CodeLayer, new BatchNorm(code));
        stack.Add("fc", new Linear(code, 64 * 4 * 4));
        stack.Add("spread", new Reshape([64, 4, 4]));
        stack.Add("relu0", new LeakyReLU(0.2));
        long[] channels = [64, 96, 64, 64];
        for (var stage = 1; stage < channels.Length; stage++)
        {
            stack.Add($"upconv{stage}", new TransposedConvolution(channels[stage - 1], channels[stage], 4) { Stride = 2, Padding = 1 });
            stack.Add($"relu{stage}", new LeakyReLU(0.2));
        }

        stack.Add("upconv4", new TransposedConvolution(channels[^1], 3, 6) { Stride = 2, Padding = 2 });
        return Finished(name, [code], stack);
    }

    private static Architecture Finished(string name, long[] code, LayerStack stack)
    {
        stack.Add("tanh", new Tanh());
        // Pixels lie within ±2 deviations of mid-grey.
        stack.Add("picture", new Affine(2, 0));
        return new Architecture(name, code, Preprocessing.ConceptWorld(ConceptWorldClasses.InputSize), stack.Layers);
    }
}
