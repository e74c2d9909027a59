namespace VizBench.Networks.Zoo;

/// <summary>
/// Networks of style transfer by one forward pass: for each of some paintings a network that transforms pictures into its style (Johnson, Alahi
/// and Fei-Fei 2016), and the decoder of features that have been given the moments of any style's (Huang and Belongie 2017).
/// </summary>
/// <remarks>
/// Both take and give pictures in ConceptWorld's normalized units, within the range of colors. They are trained on pictures of 64×64 pixels and run
/// on any size whose sides are multiples of 2 (<see cref="Stride"/>): borders are mirrored, and what is small is doubled, by repeating or by interpolation, and
/// smoothed by a convolution, where the paper's transposed convolutions leave a grid.
/// </remarks>
public static class StyleNetworks
{
    /// <summary>The sides of what is made are multiples of this many pixels.</summary>
    public const int Stride = 2;

    /// <summary>Pixels that the sides of what is made have at most: doubling takes a matrix that grows with their square, and a whole picture is in memory.</summary>
    public const int LargestSide = 8192;

    /// <summary>The decoder's name.</summary>
    public const string Decoder = "style-adain";

    /// <summary>
    /// The layer of vgg-mini that the decoder starts from: its third ReLU, at half the resolution. From a quarter of it objects of 64×64 pixels
    /// can no longer be named, and what the decoder adds has the period of its positions.
    /// </summary>
    public const string DecodedLayer = "features.6";

    /// <summary>Pixels between that layer's positions.</summary>
    public const int DecodedStride = 2;

    private const string Prefix = "style-fast-";
    private const int Width = 16;
    private const int InnerWidth = 32;
    private const int ResidualBlocks = 5;
    private static readonly string[] s_paintings = ["strokes", "glass"];

    /// <summary>The paintings that there is a transform network for.</summary>
    public static IReadOnlyList<string> Paintings => s_paintings;

    internal static IReadOnlyList<GeneratorEntry> All { get; } =
    [
        .. s_paintings.Select(painting => new GeneratorEntry(
            Prefix + painting, $"pictures in the style of the painting {painting}; Johnson, Alahi and Fei-Fei 2016", () => Transform(Prefix + painting)) { Network = VggMini.Name, Painting = painting }),
        new GeneratorEntry(Decoder, $"{VggMini.Name}'s {DecodedLayer} with the moments of any style's back to a picture; Huang and Belongie 2017", BuildDecoder) { Network = VggMini.Name, Layer = DecodedLayer },
    ];

    /// <summary>
    /// A network as style networks look through it: with averages in the place of its max-pools, since what is painted by a maximum's gradient has its
    /// windows' grid in it, and with mirrored borders in the place of zeros. Shares the network's parameters and must not be disposed of.
    /// </summary>
    /// <exception cref="UserError">a max-pool with gaps in its window, of which there is no average pool</exception>
    public static Network Encoder(Network network) => MirroredBorders.Of(AveragePooling.Of(network));

    /// <summary>The transform network for a painting.</summary>
    /// <param name="style">the painting's name, or the network's</param>
    /// <exception cref="UserError">there is none; the message lists those that there are</exception>
    public static GeneratorEntry TransformFor(string style) => All.FirstOrDefault(entry => entry.Painting is { } painting && (string.Equals(style, painting, StringComparison.Ordinal) || string.Equals(style, entry.Name, StringComparison.Ordinal)))
        ?? throw new UserError($"there is no transform network for the style '{style}'; there are {string.Join(" and ", s_paintings)} (style-adain and style-gatys take any style picture)");

    /// <summary>The paper's network, narrower, and with one stride of 2 in the place of two: 9×9, stride, residual blocks, doubling, 9×9.</summary>
    /// <remarks>
    /// On pictures of 64×64 strokes are two or three pixels wide. Blocks at a quarter of the resolution can't place them one by one and repeat a
    /// pattern of dots with the period of their positions.
    /// </remarks>
    private static Architecture Transform(string name)
    {
        var stack = new LayerStack();
        Convolve(stack, "conv1", 3, Width, 9);
        Convolve(stack, "conv2", Width, InnerWidth, 3, stride: 2);
        for (var block = 1; block <= ResidualBlocks; block++)
        {
            var start = stack.Last;
            Convolve(stack, $"res{block}.conv1", InnerWidth, InnerWidth, 3);
            var end = Convolve(stack, $"res{block}.conv2", InnerWidth, InnerWidth, 3, isActive: false);
            stack.Add($"res{block}.sum", new Add(), start, end);
        }

        stack.Add("double1", Doubled(ResampleKind.Linear));
        Convolve(stack, "conv3", InnerWidth, Width, 3);
        stack.Add("conv4.pad", new ReflectPad(4, 4));
        stack.Add("conv4", new Convolution(Width, 3, 9));
        return Pictures(name, [3, ConceptWorldClasses.InputSize, ConceptWorldClasses.InputSize], stack);
    }

    /// <summary>The encoder backwards, somewhat wider: each pool a doubling, each convolution one in the other direction, without normalization.</summary>
    private static Architecture BuildDecoder()
    {
        var stack = new LayerStack();
        Decode(stack, "conv3", 48, 64);
        Decode(stack, "conv2", 64, 48);
        stack.Add("double1", Doubled(ResampleKind.Nearest));
        Decode(stack, "conv1", 48, 32);
        stack.Add("conv0.pad", new ReflectPad(1, 1));
        stack.Add("conv0", new Convolution(32, 3, 3));
        return Pictures(Decoder, NetworkCatalogue.Named(VggMini.Name).Build().ShapeOf(DecodedLayer), stack);
    }

    /// <summary>Padding that mirrors, a convolution, instance normalization and a ReLU.</summary>
    private static string Convolve(LayerStack stack, string name, long from, long to, int kernel, int stride = 1, bool isActive = true)
    {
        stack.Add($"{name}.pad", new ReflectPad(kernel / 2, kernel / 2));
        // A bias before normalization would be subtracted again with the mean.
        stack.Add(name, new Convolution(from, to, kernel) { Stride = stride, HasBias = false });
        var last = stack.Add($"{name}.norm", new InstanceNorm(to));
        return isActive ? stack.Add($"{name}.relu", new ReLU()) : last;
    }

    private static void Decode(LayerStack stack, string name, long from, long to)
    {
        stack.Add($"{name}.pad", new ReflectPad(1, 1));
        stack.Add(name, new Convolution(from, to, 3));
        stack.Add($"{name}.relu", new ReLU());
    }

    /// <summary>Twice as many rows and columns.</summary>
    private static Resample Doubled(ResampleKind kind) => new([.. new[] { 1, 2 }.Select(axis => new ResampledAxis(axis, null, 2, kind, ResampleCoordinates.HalfPixel))]);

    private static Architecture Pictures(string name, IReadOnlyList<long> input, LayerStack stack)
    {
        stack.Add("tanh", new Tanh());
        // Pixels lie within ±2 deviations of mid-grey.
        stack.Add("picture", new Affine(2, 0));
        return new Architecture(name, input, Preprocessing.ConceptWorld(ConceptWorldClasses.InputSize), stack.Layers);
    }
}
