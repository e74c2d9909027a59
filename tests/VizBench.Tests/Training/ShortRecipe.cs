using VizBench.Training;

namespace VizBench.Tests.Training;

/// <summary>Trainings of a few steps.</summary>
internal static class ShortRecipe
{
    /// <summary>Everything that has a state: adversary, augmentation, dropout, batch normalisation, kept moments; thirty steps over two chunks.</summary>
    internal static TrainingRecipe AlexNet { get; } = TrainingRecipes.Named("alexnet-mini") with
    {
        Images = 240,
        ChunkImages = 120,
        BatchSize = 8,
        TestImages = 24,
        Adversary = new AdversaryOptions { Clean = 0.2, Ramp = 0.2 },
        Moments = new MomentOptions([3, 20], "pool5"),
    };

    /// <summary>Everything that has a state: discriminator, batch normalisation, running mean; thirty steps over two chunks.</summary>
    internal static GeneratorRecipe Prior { get; } = GeneratorRecipes.Named("dgn-fc6") with
    {
        Images = 120,
        ChunkImages = 60,
        BatchSize = 4,
        TestImages = 12,
        Input = new CodeInput("caffenet-mini", "relu6") { MeasuredImages = 60, Noise = 1.5 },
        Losses = [new ImageLoss(1), new FeatureLoss(0.5, "alexnet-mini-robust", ["pool1"]), new AdversarialLoss(0.1)],
        Discriminator = new DiscriminatorOptions { Channels = [8, 12, 16], Start = 0.2, Penalty = 1 },
    };

    /// <summary>Image loss alone.</summary>
    internal static GeneratorRecipe Decoder { get; } = GeneratorRecipes.Named("upconv-relu2") with
    {
        Images = 384,
        ChunkImages = 384,
        BatchSize = 8,
        TestImages = 12,
        Input = new CodeInput("caffenet-mini", "relu2") { MeasuredImages = 60 },
    };

    internal static TrainingSession In(string folder, int workers = 2, bool restart = false) => new(folder, workers, CPU, restart);
}
