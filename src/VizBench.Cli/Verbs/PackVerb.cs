using System.CommandLine;
using VizBench.Cli.Running;

namespace VizBench.Cli.Verbs;

/// <summary>pack: the launcher's verb, as test is. It is here for the help; eng/pack/pack.sh does the work.</summary>
internal sealed class PackVerb : Verb
{
    private readonly Option<string?> _out = new("--out") { Description = "A new or empty folder, or one that holds an earlier pack", HelpName = "DIR" };

    public PackVerb() => Command = new Command("pack", "Packs program, tests and benchmarks for a GPU host that has PyTorch and no .NET") { _out };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench pack --out pack"];

    public override int Run(ParseResult arguments, Session session) =>
        throw new UserError("pack is run by the launcher, which builds what it packs first; call ./vizbench pack in a checkout");
}
