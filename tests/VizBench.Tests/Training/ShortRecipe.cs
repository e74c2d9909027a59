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

    internal static TrainingSession In(string folder, int workers = 2, bool restart = false) => new(folder, workers, CPU, restart);
}
