using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace VizBench.Cli.Running;

/// <summary>The usual help, and below it command lines to copy.</summary>
internal sealed class HelpWithExamples(HelpAction usual, IReadOnlyList<string> examples) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
            output.WriteLine("  " + example);
        output.WriteLine();
        return result;
    }
}
