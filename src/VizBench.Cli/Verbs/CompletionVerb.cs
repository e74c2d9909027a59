using System.CommandLine;
using VizBench.Cli.Completion;
using VizBench.Cli.Running;

namespace VizBench.Cli.Verbs;

/// <summary>completion SHELL: the script by which a shell completes command lines of vizbench.</summary>
internal sealed class CompletionVerb : Verb
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or fish" };

    public CompletionVerb() => Command = new Command("completion", "Prints the script by which bash, zsh or fish completes verbs, options and names") { _shell };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
        ["./vizbench completion bash", "./vizbench completion zsh", "./vizbench completion fish"];

    public override int Run(ParseResult arguments, Session session)
    {
        session.Terminal.Out.Write(CompletionScript.For(arguments.GetRequiredValue(_shell)));
        return ExitCodes.Fine;
    }
}
