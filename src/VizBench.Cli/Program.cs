using VizBench.Cli.Output;
using VizBench.Cli.Running;

return CommandRunner.Run(args, Terminal.OfProcess());
