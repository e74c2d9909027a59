using System.CommandLine;
using VizBench.Cli.Output;
using VizBench.Networks.Zoo;

namespace VizBench.Cli.Verbs;

/// <summary>list networks: what --network can name, and where each network's weights come from.</summary>
internal sealed class ListNetworksVerb() : ListVerb<NetworkRow>("networks", "Shows every network by name, with its input and where its weights come from")
{
    protected override IEnumerable<NetworkRow> Entries(ParseResult arguments) => NetworkCatalogue.All.Select(entry =>
    {
        var architecture = entry.Build();
        return new NetworkRow(
            entry.Name,
            entry.Summary,
            [.. architecture.InputShape],
            architecture.Layers.Count,
            architecture.TrainedParameterCount,
            entry.WeightsHint,
            [.. entry.Published.Select(weights => new PublishedRow(weights.FileName, weights.Name, weights.Sha256Prefix, weights.Url))],
            architecture.Classes,
            ObtainableRow.Of(entry));
    });

    protected override IEnumerable<IReadOnlyList<string>> Rows(NetworkRow entry)
    {
        yield return [entry.Name, entry.Summary];
        yield return ["", $"{entry.Layers} layers, {entry.Parameters} parameters; weights: {entry.Weights}"];
        foreach (var weights in entry.Published)
            yield return ["", $"{weights.Name}: {weights.Url}, SHA-256 {weights.Sha256Prefix}…"];
    }
}

/// <summary>A network as `list networks --json` shows it.</summary>
/// <param name="Weights">how they are given</param>
/// <param name="Published">torchvision's files</param>
/// <param name="Obtainable">where the get verb has them from; null where they come with the product or are given</param>
internal sealed record NetworkRow(
    string Name, string Summary, long[] InputShape, int Layers, long Parameters, string Weights, IReadOnlyList<PublishedRow> Published, IReadOnlyList<string> Classes,
    ObtainableRow? Obtainable);

/// <summary>A file with weights that torchvision publishes.</summary>
/// <param name="Name">what torchvision calls these weights of the network</param>
/// <param name="Sha256Prefix">how the file's SHA-256 begins</param>
internal sealed record PublishedRow(string File, string Name, string Sha256Prefix, string Url);
