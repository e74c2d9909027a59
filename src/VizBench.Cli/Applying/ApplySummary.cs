using System.Globalization;
using System.Text.Json.Serialization;
using VizBench.Networks;

namespace VizBench.Cli.Applying;

/// <summary>What `apply` prints: what was computed, on what, and where it lies.</summary>
internal sealed record ApplySummary
{
    public required string Method { get; init; }

    public required string Network { get; init; }

    public required string Weights { get; init; }

    /// <summary>The name under which torchvision publishes the very weights file, where it does.</summary>
    public string? Published { get; init; }

    public required IReadOnlyList<SampleSummary> Samples { get; init; }

    public string? Layer { get; init; }

    public required long[] Shape { get; init; }

    public required string Dtype { get; init; }

    public required double Min { get; init; }

    public required double Max { get; init; }

    /// <summary>How many values are NaN or infinite.</summary>
    public long NonFinite { get; init; }

    /// <summary>Numbers of the method's own, one for each sample.</summary>
    public IReadOnlyList<NamedNumbers> Scalars { get; init; } = [];

    public required double Seconds { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public IEnumerable<IReadOnlyList<string>> Rows()
    {
        yield return ["method", Method];
        yield return ["network", $"{Network}, weights {Weights}{(Published is null ? "" : $" (torchvision's {Published})")}"];
        if (Layer is not null)
            yield return ["layer", Layer];
        foreach (var row in OwnRows())
            yield return row;
    }

    /// <summary>Those that are not the same for all inputs of one call.</summary>
    public IEnumerable<IReadOnlyList<string>> OwnRows()
    {
        foreach (var sample in Samples)
            yield return ["input", sample.ToString()];
        yield return ["result", $"({string.Join(", ", Shape)}) {Dtype}, {ShortNumber.Of(Min)} to {ShortNumber.Of(Max)}{(NonFinite > 0 ? $", {NonFinite} values not finite" : "")}"];
        foreach (var scalar in Scalars)
            yield return [scalar.Name, string.Join(", ", scalar.Values.Select(value => ShortNumber.Of(value)))];
        yield return ["time", $"{Seconds.ToString("0.000", CultureInfo.InvariantCulture)} s"];
        foreach (var file in Files)
            yield return ["written", file];
    }

    /// <summary>"3 (boat)", or the number alone where the network has no names.</summary>
    public static string ClassText(Architecture architecture, long index) =>
        index < architecture.Classes.Count ? $"{index} ({architecture.Classes[(int)index]})" : $"{index}";
}

/// <summary>A number of the method's own for each sample, by its name.</summary>
internal sealed record NamedNumbers(string Name, IReadOnlyList<double> Values);

/// <summary>One sample of the batch; predictions are null where the network has no classes.</summary>
internal sealed record SampleSummary(string Input, string? Predicted, long? PredictedClass, double? Probability, long? Target)
{
    /// <summary>What the network says of the class, before its probability.</summary>
    [JsonIgnore]
    public string Verb { get; init; } = "predicted";

    /// <summary>The verb for a network's answers: classes that may be there together are not chosen among.</summary>
    public static string VerbFor(Architecture architecture) =>
        architecture.ClassCount == 1 ? "class" : architecture.Probability == ClassProbability.Sigmoid ? "most probable" : "predicted";

    public override string ToString() => Probability is { } probability
        ? $"{Input}: {Verb} {Predicted} with probability {probability.ToString("0.####", CultureInfo.InvariantCulture)}{(Target is { } target ? $", target {target}" : "")}"
        : Input;
}
