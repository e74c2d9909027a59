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

    internal static IReadOnlyList<GeneratorEntry> All { get; } =
    [
        Of("upconv-relu2", "relu2", [64, 15, 15]),
        Of("upconv-relu5", "relu5", [64, 7, 7]),
        Of("upconv-fc6", "relu6", [128]),
        Of("upconv-fc8", "fc8", [12]),
    ];

    private static GeneratorEntry Of(string name, string layer, long[] code) =>
        new(name, $"{CaffeNetMini.Name}'s {layer} back to the picture, image loss; Dosovitskiy and Brox 2016", () => Build(name, code)) { Network = CaffeNetMini.Name, Layer = layer };

    /// <summary>A vector is spread over 4×4 positions, maps are resampled to the next power of two; then each stage doubles the side, to 64.</summary>
    private static Architecture Build(string name, long[] code)
    {
        var stack = new LayerStack();
        stack.Add(CodeLayer, new BatchNorm(code[0]));
        var (channels, side) = (code[0], 4L);
        if (code is [var features])
        {
            stack.Add("fc", new Linear(features, 64 * 4 * 4));
            stack.Add("spread", new Reshape([64, 4, 4]));
            stack.Add("relu0", new LeakyReLU(0.2));
            channels = 64;
        }
        else
        {
            side = code[1] + 1;
            stack.Add("resize", new Resample([.. new[] { 1, 2 }.Select(axis => new ResampledAxis(axis, side, (double)side / code[1], ResampleKind.Linear, ResampleCoordinates.HalfPixel))]));
            // An upconvolution reads two positions by two: this one lets it see further.
            stack.Add("conv0", new Convolution(channels, 80, 3) { Padding = 1 });
            stack.Add("relu0", new LeakyReLU(0.2));
            channels = 80;
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
        stack.Add("tanh", new Tanh());
        // Pixels lie within ±2 deviations of mid-grey.
        stack.Add("picture", new Affine(2, 0));
        return new Architecture(name, code, Preprocessing.ConceptWorld(ConceptWorldClasses.InputSize), stack.Layers);
    }
}
