using System.CommandLine;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>list cases SUITE: what --filter can pick from.</summary>
internal sealed class ListCasesVerb : ListVerb<CaseRow>
{
    private readonly Argument<string> _suite = new("SUITE") { Description = "A suite's name, or the path of a suite file", DefaultValueFactory = _ => "quick" };

    public ListCasesVerb()
        : base("cases", "Shows the cases of a suite by id") => Command.Arguments.Add(_suite);

    public override IReadOnlyList<string> Examples => ["./vizbench list cases quick", "./vizbench list cases mine.json --json"];

    public override bool KnowsMethods => true;

    protected override IEnumerable<CaseRow> Entries(ParseResult arguments) =>
        SuiteDefinition.Load(arguments.GetRequiredValue(_suite)).Cases.Select(c => new CaseRow(c.Id, c.MethodInfo.Id, c.NetworkName, c.Layer, c.Target, c.Seed));

    protected override IEnumerable<IReadOnlyList<string>> Rows(CaseRow entry) => [[entry.Id]];
}

/// <summary>A case as `list cases --json` shows it.</summary>
internal sealed record CaseRow(string Id, string Method, string Network, string? Layer, long? Target, long Seed);
