using System.CommandLine;
using VizBench.Networks.Zoo;

namespace VizBench.Cli.Verbs;

/// <summary>list generators: the networks that make pictures, with what they make them of.</summary>
internal sealed class ListGeneratorsVerb() : ListVerb<GeneratorRow>("generators", "Shows every network that makes pictures, with what it makes them of")
{
    protected override IEnumerable<GeneratorRow> Entries(ParseResult arguments) => GeneratorCatalogue.All.Select(entry =>
    {
        var architecture = entry.Build();
        return new GeneratorRow(
            entry.Name, entry.Summary, entry.Network, entry.Layer, [.. architecture.InputShape], architecture.ShapeOf(architecture.Output.Name), architecture.TrainedParameterCount);
    });

    protected override IEnumerable<IReadOnlyList<string>> Rows(GeneratorRow entry)
    {
        yield return [entry.Name, entry.Summary];
        yield return ["", $"{string.Join('×', entry.InputShape)} to {string.Join('×', entry.OutputShape)}, {entry.Parameters} parameters"];
    }
}

/// <summary>A generator as `list generators --json` shows it.</summary>
/// <param name="Network">whose layer it takes, or whose features its training compared</param>
/// <param name="Layer">whose output it takes; null where it takes a picture</param>
internal sealed record GeneratorRow(string Name, string Summary, string Network, string? Layer, long[] InputShape, long[] OutputShape, long Parameters);
