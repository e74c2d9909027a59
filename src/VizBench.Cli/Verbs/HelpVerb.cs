using System.CommandLine;
using VizBench.Cli.Running;

namespace VizBench.Cli.Verbs;

/// <summary>help VERB: the same as VERB --help. <see cref="CommandRunner"/>, which has all verbs at hand, shows it.</summary>
internal sealed class HelpVerb : Verb
{
    private readonly Argument<string[]> _words = new("VERB") { Description = "A verb, with what follows it", Arity = ArgumentArity.ZeroOrMore };

    public HelpVerb() => Command = new Command("help", "Shows the help of a verb, as VERB --help does") { _words };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench help run", "./vizbench help apply saliency"];

    /// <summary>The command line whose help is asked for.</summary>
    public string[] WordsOf(ParseResult arguments) => [.. arguments.GetValue(_words) ?? [], "--help"];

    public override int Run(ParseResult arguments, Session session) => throw new InvalidOperationException("help is shown by the runner");
}
