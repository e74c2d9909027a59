using BenchmarkDotNet.Running;
using VizBench;
using VizBench.Benchmarks;

try
{
    if (args is ["agreement", ..])
        return Agreement.Run(args[1..]);
    if (args is ["peer", ..])
        return PeerComparison.Run(args[1..]);
    if (args is ["endurance", ..])
        return Endurance.Run(args[1..]);
    BenchmarkSwitcher.FromAssembly(typeof(PeerComparison).Assembly).Run(args, new InProcessConfig());
    return 0;
}
catch (UserError e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}
