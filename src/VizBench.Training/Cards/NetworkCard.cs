namespace VizBench.Training;

/// <summary>What is told of a reference network beside its weights: models/NAME.json.</summary>
public sealed record NetworkCard
{
    public required string Name { get; init; }

    public required string Command { get; init; }

    public required WeightsOnCard Weights { get; init; }

    /// <summary>Weights at earlier moments of the training, up to the last layer that the display of evolving features needs.</summary>
    public required IReadOnlyList<WeightsOnCard> Moments { get; init; }

    /// <summary>Numbers that training set; running statistics not counted.</summary>
    public required long Parameters { get; init; }

    public required InputOnCard Input { get; init; }

    public required IReadOnlyList<LayerOnCard> Architecture { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required TrainingOnCard Training { get; init; }

    /// <summary>Measured, as all that follows, on the weights as they are stored, after rounding to float16.</summary>
    public required Evaluation Test { get; init; }

    /// <summary>Of a network trained on random labels: the share of the training images that it knows by heart, 0 … 1.</summary>
    public double? Memorized { get; init; }

    public required IReadOnlyList<Robustness> Robustness { get; init; }

    /// <summary>Of a network trained with a planted shortcut.</summary>
    public ShortcutUse? ShortcutUse { get; init; }

    public required FilterSmoothness FirstLayer { get; init; }

    public required IReadOnlyList<LearningPoint> LearningCurve { get; init; }

    /// <summary>What a network's card is called.</summary>
    public static string FileNameOf(string network) => network + ".json";

    /// <exception cref="FileError">the card is missing or damaged</exception>
    public static NetworkCard Read(string path)
    {
        var card = CardJson.Read<NetworkCard>(path, "a network's card");
        return card.Robustness.Count > 0 ? card : throw new FileError(path, "robustness", "is empty; restore the file from the repository");
    }

    /// <summary>The file of a network's weights, or of one of its moments; null where the card names none.</summary>
    /// <param name="network">"caffenet-mini", "caffenet-mini@24"</param>
    public WeightsOnCard? FileOf(string network) =>
        Moments.Prepend(Weights).FirstOrDefault(file => string.Equals(file.File, network + WeightsOnCard.Extension, StringComparison.Ordinal));

    public string ToJson() => CardJson.Of(this);
}
