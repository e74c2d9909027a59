using System.CommandLine;
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
            architecture.ParameterShapes.Sum(parameter => parameter.Value.Aggregate(1L, (product, size) => product * size)),
            entry.Committed ? $"models/{entry.Name}.safetensors, comes with the product" : "give them with --weights FILE (.safetensors, .pth or .npz)",
            architecture.Classes);
    });

    protected override IEnumerable<IReadOnlyList<string>> Rows(NetworkRow entry)
    {
        yield return [entry.Name, entry.Summary];
        yield return ["", $"{entry.Layers} layers, {entry.Parameters} parameters; weights: {entry.Weights}"];
    }
}

/// <summary>A network as `list networks --json` shows it.</summary>
internal sealed record NetworkRow(string Name, string Summary, long[] InputShape, int Layers, long Parameters, string Weights, IReadOnlyList<string> Classes);
