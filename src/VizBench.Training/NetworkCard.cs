using System.Text.Json;
using System.Text.Json.Serialization;
using VizBench.Files;

namespace VizBench.Training;

/// <summary>What is told of a reference network beside its weights: models/NAME.json.</summary>
public sealed record NetworkCard
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public required string Name { get; init; }

    public required string Command { get; init; }

    /// <summary>Of the weights' file, lower-case hexadecimal.</summary>
    public required string WeightsSha256 { get; init; }

    public required long WeightsBytes { get; init; }

    public required long Parameters { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required TrainingCard Training { get; init; }

    /// <summary>Measured on the weights as they are stored, after rounding to float16.</summary>
    public required Evaluation Test { get; init; }

    public required IReadOnlyList<LearningPoint> LearningCurve { get; init; }

    private const long MaxBytes = 1 << 20;

    /// <exception cref="FileError">the card is missing or damaged</exception>
    public static NetworkCard Read(string path)
    {
        var bytes = InputFile.ReadBytes(path, MaxBytes);
        try
        {
            return JsonSerializer.Deserialize<NetworkCard>(bytes, s_options) ?? throw new FileError(path, "file", "holds nothing; restore it from the repository");
        }
        catch (JsonException e)
        {
            throw new FileError(path, $"line {e.LineNumber + 1}", "is not a network's card; restore the file from the repository", e);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, s_options) + "\n";
}

/// <summary>How a reference network was trained.</summary>
public sealed record TrainingCard
{
    public required long Seed { get; init; }

    public required long WorldSeed { get; init; }

    public required int Images { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required int Steps { get; init; }

    public required SgdOptions Optimizer { get; init; }

    public AdversaryOptions? Adversary { get; init; }

    public required double Seconds { get; init; }

    public required int Threads { get; init; }

    public required string Libtorch { get; init; }
}
