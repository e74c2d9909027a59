using System.Globalization;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Benchmarks;

/// <summary>
/// Repeats logits and input gradient and watches what is left behind: live tensors and resident memory before and after.
/// Exit code 1 where a tensor is left or the memory has grown by more than 50 MB. Usage: endurance NETWORK REPETITIONS
/// </summary>
internal static class Endurance
{
    private const int WarmUp = 20;
    private const double MostGrowthMegabytes = 50;

    internal static int Run(string[] args)
    {
        if (args.Length != 2 || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var repetitions))
            throw new UserError("endurance takes a network and a number of repetitions, for example: endurance vgg16 1000");
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var opened = NetworkCatalogue.Open(args[0], "formula:1", float32, CPU);
        var size = opened.Network.Architecture.InputShape;
        var values = new StreamKey(1, args[0], "endurance").Open().Normal(size[0] * size[1] * size[2]);
        using var input = tensor(values, [1, .. size], float32);
        var probe = new Probe { Network = opened.Network, Input = input, Targets = [1] };
        Repeat(probe, WarmUp);
        var (tensors, memory) = (Tensor.TotalCount, ResidentMegabytes());
        Repeat(probe, repetitions);
        var (tensorsAfter, memoryAfter) = (Tensor.TotalCount, ResidentMegabytes());
        Console.WriteLine($"{args[0]}: {repetitions} repetitions; live tensors {tensors} before, {tensorsAfter} after; resident {memory:F0} MB before, {memoryAfter:F0} MB after");
        return tensors == tensorsAfter && memoryAfter - memory <= MostGrowthMegabytes ? 0 : 1;
    }

    private static void Repeat(Probe probe, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var scope = NewDisposeScope();
            new Gradient().Run(probe);
        }
    }

    private static double ResidentMegabytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
