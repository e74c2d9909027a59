using System.CommandLine;
using VizBench.Cli.Running;

namespace VizBench.Cli.Verbs;

/// <summary>test: the launcher's verb. It is here for the help; the launcher builds the tests and runs them by itself.</summary>
internal sealed class TestVerb : Verb
{
    private readonly Argument<string[]> _rest = new("ARGS")
    {
        Description = "What goes to the test runner, for example --filter Name~Philox (after --, --help too)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public TestVerb() => Command = new Command("test", "Builds and runs the whole test suite, goldens included") { _rest };

    public override Command Command { get; }

    public override bool PassesOptionsOn => true;

    public override IReadOnlyList<string> Examples => ["./vizbench test", "./vizbench test --filter Name~Philox", "./vizbench test -- --help"];

    public override int Run(ParseResult arguments, Session session) =>
        throw new UserError("test is run by the launcher, which builds the tests first; call ./vizbench test in a checkout");
}
