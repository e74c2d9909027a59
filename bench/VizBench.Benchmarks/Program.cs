using VizBench;
using VizBench.Benchmarks;

try
{
    return args switch
    {
        ["agreement", ..] => Agreement.Run(args[1..]),
        ["peer", ..] => PeerComparison.Run(args[1..]),
        ["endurance", ..] => Endurance.Run(args[1..]),
        _ => Measurements.Run(args),
    };
}
catch (UserError e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}
