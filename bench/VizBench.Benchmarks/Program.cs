using System.Reflection;
using VizBench;
using VizBench.Benchmarks;

try
{
    return args switch
    {
        ["agreement", ..] => Agreement.Run(args[1..]),
        ["peer", ..] => PeerComparison.Run(args[1..]),
        ["endurance", ..] => Endurance.Run(args[1..]),
        ["costs", ..] => Costs.Run(args[1..]),
        ["dissection", ..] => DissectionCosts.Run(args[1..]),
        ["copies", ..] => Copies.Run(args[1..]),
        ["steps", ..] => Steps.Run(args[1..]),
        _ => Measurements.Run(args),
    };
}
catch (Exception e) when ((e as UserError ?? (e as TargetInvocationException)?.InnerException as UserError) is { } cause)
{
    // Wrapped where a benchmark's parameters are read by reflection.
    Console.Error.WriteLine($"error: {cause.Message}");
    return 2;
}
