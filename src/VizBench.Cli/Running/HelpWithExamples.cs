using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace VizBench.Cli.Running;

/// <summary>The usual help; above it what the verb says of the very arguments, below it command lines to copy.</summary>
internal sealed class HelpWithExamples(HelpAction usual, IReadOnlyList<string> examples, Verb? verb) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        verb?.WriteHelp(parseResult, output);
        var result = usual.Invoke(parseResult);
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
            output.WriteLine("  " + example);
        output.WriteLine();
        return result;
    }
}
