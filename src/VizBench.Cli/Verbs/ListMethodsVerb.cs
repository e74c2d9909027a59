using System.CommandLine;
using VizBench.Methods;

namespace VizBench.Cli.Verbs;

/// <summary>list methods: what can be applied, with each method's options.</summary>
internal sealed class ListMethodsVerb() : ListVerb<MethodRow>("methods", "Shows every method with its options and its source")
{
    protected override IEnumerable<MethodRow> Entries(ParseResult arguments) => MethodRegistry.All.Select(info => new MethodRow(
        info.Id,
        info.Description.Family,
        info.Description.Summary,
        info.Description.Source,
        info.Description.Result.ToString(),
        info.Description.Needs == Needs.None ? [] : info.Description.Needs.ToString().ToLowerInvariant().Split(", "),
        [.. info.Options.Select(option => new MethodOption(option.Name, option.Help, option.Default, option.Choices))]));

    protected override IEnumerable<IReadOnlyList<string>> Rows(MethodRow entry)
    {
        yield return [entry.Id, $"{entry.Summary} ({entry.Source})"];
        foreach (var option in entry.Options)
            yield return ["", $"  --set {option.Name}={(option.Choices.Count > 0 ? string.Join('|', option.Choices) : option.Default)}  {option.Help}{(option.Choices.Count > 0 ? $" [default: {option.Default}]" : "")}"];
    }
}

/// <summary>A method as `list methods --json` shows it.</summary>
internal sealed record MethodRow(string Id, string Family, string Summary, string Source, string Result, IReadOnlyList<string> Needs, IReadOnlyList<MethodOption> Options);

/// <summary>An option of a method as `list methods --json` shows it.</summary>
internal sealed record MethodOption(string Name, string Help, string Default, IReadOnlyList<string> Choices);
