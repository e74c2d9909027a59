namespace VizBench.Training;

/// <summary>What is told of a generator beside its weights: models/NAME.json.</summary>
public sealed record GeneratorCard
{
    public required string Name { get; init; }

    public required string Command { get; init; }

    public required WeightsOnCard Weights { get; init; }

    /// <summary>Numbers that training set, and the weight and bias of the layer that standardizes; statistics not counted.</summary>
    public required long Parameters { get; init; }

    public required GeneratorInputOnCard Input { get; init; }

    public required IReadOnlyList<LayerOnCard> Architecture { get; init; }

    public required GeneratorTrainingOnCard Training { get; init; }

    /// <summary>Of a decoder: measured on the weights as they are stored, after rounding to float16.</summary>
    public GeneratorTest? Test { get; init; }

    /// <summary>Of an autoencoder of codes, measured likewise.</summary>
    public DenoisingTest? Denoising { get; init; }

    public required IReadOnlyList<GeneratorPoint> LearningCurve { get; init; }

    /// <exception cref="FileError">the card is missing or damaged</exception>
    public static GeneratorCard Read(string path) => CardJson.Read<GeneratorCard>(path, "a generator's card");

    public string ToJson() => CardJson.Of(this);
}
