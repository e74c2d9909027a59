using System.CommandLine;
using VizBench.Cli.Output;
using VizBench.Methods;

namespace VizBench.Cli.Verbs;

/// <summary>list methods [METHOD]: what can be applied, with each method's options; one method in full.</summary>
internal sealed class ListMethodsVerb : ListVerb<MethodRow>
{
    private readonly Argument<string?> _method = new("METHOD") { Description = "One method: what it computes, takes and returns, and its options [default: all methods]", Arity = ArgumentArity.ZeroOrOne };

    public ListMethodsVerb()
        : base("methods", "Shows every method with its options and its source, or one in full") => Command.Add(_method);

    public override IReadOnlyList<string> Examples => ["./vizbench list methods", "./vizbench list methods smoothgrad", "./vizbench list methods --json"];

    public override bool KnowsMethods => true;

    protected override IEnumerable<MethodRow> Entries(ParseResult arguments) => Chosen(arguments).Select(info => new MethodRow(
        info.Id,
        info.Description.Family,
        info.Description.Summary,
        info.Description.Source,
        info.Description.Result.ToString(),
        info.Description.Needs == Needs.None ? [] : info.Description.Needs.ToString().ToLowerInvariant().Split(", "),
        [.. info.Options.Select(option => new MethodOption(option.Name, option.Help, option.Type, option.Range, option.Default, option.Choices))])
    {
        Plugin = info.Origin?.File,
        SameAs = info.SameAsLabel,
    });

    protected override void Write(TextWriter output, IReadOnlyList<MethodRow> entries, ParseResult arguments)
    {
        if (arguments.GetValue(_method) is { } id)
            MethodPage.Write(output, MethodRegistry.Named(id));
        else
            base.Write(output, entries, arguments);
    }

    protected override IEnumerable<IReadOnlyList<string>> Rows(MethodRow entry)
    {
        yield return [entry.Id, $"{entry.Summary} ({entry.Source})"];
        foreach (var option in entry.Options)
            yield return ["", $"  --set {option.Name}={(option.Choices.Count > 0 ? string.Join('|', option.Choices) : option.Default)}  {option.Help}{(option.Range.Length > 0 ? $", {option.Range}" : "")}{(option.Choices.Count > 0 ? $" [default: {option.Default}]" : "")}"];
    }

    private IEnumerable<MethodInfo> Chosen(ParseResult arguments) => arguments.GetValue(_method) is { } id ? [MethodRegistry.Named(id)] : MethodRegistry.All;
}

/// <summary>A method as `list methods --json` shows it.</summary>
internal sealed record MethodRow(string Id, string Family, string Summary, string Source, string Result, IReadOnlyList<string> Needs, IReadOnlyList<MethodOption> Options)
{
    /// <summary>The plugin that it comes from; left out where it is VizBench's own.</summary>
    public string? Plugin { get; init; }

    /// <summary>The method of VizBench that it computes too.</summary>
    public string? SameAs { get; init; }
}

/// <summary>An option of a method as `list methods --json` shows it.</summary>
/// <param name="Type">what its values are: whole number, number, true or false, choice, text, …</param>
/// <param name="Range">its bounds in words; empty: none</param>
internal sealed record MethodOption(string Name, string Help, string Type, string Range, string Default, IReadOnlyList<string> Choices);
