using System.CommandLine;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>list suites: what run can name.</summary>
internal sealed class ListSuitesVerb() : ListVerb<SuiteRow>("suites", "Shows the suites that come with the product")
{
    protected override IEnumerable<SuiteRow> Entries(ParseResult arguments) => SuiteCatalogue.Names.Select(name =>
    {
        var suite = SuiteDefinition.Load(name);
        return new SuiteRow(name, suite.Summary, suite.Cases.Count, suite.Networks);
    });

    protected override IEnumerable<IReadOnlyList<string>> Rows(SuiteRow entry) => [[entry.Name, Counted.Of(entry.Cases, "case"), entry.Summary]];
}

/// <summary>A suite as `list suites --json` shows it.</summary>
internal sealed record SuiteRow(string Name, string Summary, int Cases, IReadOnlyList<string> Networks);
