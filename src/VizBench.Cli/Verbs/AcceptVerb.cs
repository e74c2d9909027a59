using System.CommandLine;
using VizBench.Cli.Running;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>accept RUN: results that were looked at become the goldens.</summary>
internal sealed class AcceptVerb : Verb
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder of a float64 run, or 'golden' for what failing tests left there" };
    private readonly Option<string?> _filter = new("--filter") { Description = "Only cases whose id matches (* and ?)", HelpName = "GLOB" };

    public AcceptVerb() => Command = new Command("accept", "Makes results the goldens; look at them first") { _run, _filter };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench accept golden --filter '*.saliency.*'", "./vizbench accept runs/quick-20250301-120000"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var accepted = GoldenAcceptance.Accept(arguments.GetRequiredValue(_run), arguments.GetValue(_filter));
        session.Report(new { Accepted = accepted }, output =>
        {
            foreach (var id in accepted)
                output.WriteLine($"accepted  {id}");
        });
        return ExitCodes.Fine;
    }
}
