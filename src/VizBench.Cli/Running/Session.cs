using VizBench.Cli.Output;

namespace VizBench.Cli.Running;

/// <summary>What a verb works with beside its arguments.</summary>
/// <param name="Terminal">where results, messages and progress go</param>
/// <param name="CommandLine">as the user typed it, for a run's manifest</param>
/// <param name="Cancellation">requested by Ctrl-C</param>
internal sealed record Session(Terminal Terminal, string CommandLine, CancellationToken Cancellation);
