using VizBench.Networks.Zoo;

namespace VizBench.Training;

/// <summary>The recipes of the generators, by name.</summary>
public static class GeneratorRecipes
{
    private const int Test = 1_200;

    public static IReadOnlyList<GeneratorRecipe> All { get; } =
    [
        Decoder("upconv-relu2", 8, 16),
        Decoder("upconv-relu5", 8, 16),
        Decoder("upconv-fc6", 8, 32),
        Decoder("upconv-fc8", 8, 32),
        Prior("dgn-fc6", 20),
        Prior("dgn-fc6-robust", 20),
        Autoencoder("ppgn-dae", 8),
        Autoencoder("ppgn-dae-robust", 8),
        .. StyleRecipes.All,
    ];

    /// <param name="name">'-' and '_' are the same here, as in the catalogue of generators</param>
    /// <exception cref="UserError">no such recipe; the message lists what there is</exception>
    public static GeneratorRecipe Named(string name) => Recipes.Named(All, name);

    /// <summary>A decoder by image loss: squared differences of pixels, in the mean the mean of all pictures with the code.</summary>
    private static GeneratorRecipe Decoder(string name, int chunks, int batch)
    {
        var entry = GeneratorCatalogue.Named(name);
        return new GeneratorRecipe
        {
            Name = name,
            Generator = entry.Build,
            Input = new CodeInput(entry.Network, entry.Layer!),
            Images = chunks * ImageRecipe.ImagesPerChunk,
            BatchSize = batch,
            TestImages = Test,
            Losses = [new ImageLoss(1)],
            Optimizer = new AdamOptions { Rate = 2e-3 },
        };
    }

    /// <summary>
    /// A generator whose pictures look real: pixels by absolute differences, features of a network whose gradients follow the objects,
    /// and a discriminator, which sets in when the rest has settled. The form is Dosovitskiy and Brox's, 2016, "Generating Images with Perceptual
    /// Similarity Metrics"; losses and weights are ours.
    /// </summary>
    /// <remarks>
    /// Theirs: squared differences of features with weight .01 and of the image with 2e-6, adversarial 100, sums over pictures of 227×227; features
    /// of AlexNet's conv5. Such weights say nothing for other sizes: ours are for means over values, each feature by its variance, and were
    /// chosen so that no part drowns another. The image has the greatest share, by absolute differences, because so small a generator and
    /// discriminator, on half a minute of images, else lose the object; features are of shallow layers of a robust network, since deep ones
    /// leave colored hash; noise on the codes is ours too, for codes that no picture has.
    /// </remarks>
    private static GeneratorRecipe Prior(string name, int chunks)
    {
        var entry = GeneratorCatalogue.Named(name);
        var optimizer = new AdamOptions { Rate = 1e-3, Beta1 = 0.5, Hold = 0.6 };
        return new GeneratorRecipe
        {
            Name = name,
            Generator = entry.Build,
            Input = new CodeInput(entry.Network, entry.Layer!) { Noise = 1.5 },
            Images = chunks * ImageRecipe.ImagesPerChunk,
            BatchSize = 16,
            TestImages = Test,
            Losses =
            [
                new ImageLoss(2) { IsAbsolute = true },
                // Deep layers make colored hash of what the shallow ones have not settled.
                new FeatureLoss(0.25, AlexNetMini.RobustName, ["pool1"]),
                new FeatureLoss(0.5, AlexNetMini.RobustName, ["pool2"]),
                // Three times as much leaves confetti at the objects' edges.
                new AdversarialLoss(0.1),
            ],
            Optimizer = optimizer,
            Discriminator = new DiscriminatorOptions
            {
                Channels = [32, 64, 96],
                Optimizer = optimizer with { Rate = 4e-4 },
                Start = 0.1,
                Penalty = 5,
            },
            Averaging = 0.998,
        };
    }

    /// <summary>A denoising autoencoder of codes: what the code was before noise as strong as the codes' own spread.</summary>
    private static GeneratorRecipe Autoencoder(string name, int chunks)
    {
        var entry = GeneratorCatalogue.Named(name);
        return new GeneratorRecipe
        {
            Name = name,
            Generator = entry.Build,
            MakesCodes = true,
            Input = new CodeInput(entry.Network, entry.Layer!) { Noise = 1, LeastNoise = 1 },
            Images = chunks * ImageRecipe.ImagesPerChunk,
            BatchSize = 64,
            TestImages = Test,
            Losses = [new CodeLoss(1)],
            Optimizer = new AdamOptions(),
        };
    }
}
