using System.Diagnostics;
using System.Globalization;
using System.Text;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Benchmarks;

/// <summary>
/// What share of the network's batched forward throughput the methods of perturbed copies reach: the time of plain forward
/// passes over as many inputs, 64 at once, by the method's time; in turns, the least of all rounds of each. Usage: copies
/// NETWORK [BATCH] [ROUNDS] [DEVICE].
/// </summary>
internal static class Copies
{
    private const int Masks = 512;
    private const long AtOnce = 64;

    internal static int Run(string[] args)
    {
        if (args.Length == 0)
            throw new UserError("copies takes a network, for example: copies vgg-mini 4 5");
        var batch = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4;
        var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
        var device = args.Length > 3 ? new Device(args[3]) : CPU;
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(args[0], NetworkCatalogue.Named(args[0]).Committed ? null : "formula:1", float32, device);
        var network = opened.Network;
        long[] shape = [batch, .. network.Architecture.InputShape];
        var input = tensor(new StreamKey(1, args[0], "copies").Open().Normal(shape.Aggregate(1L, (product, size) => product * size)), shape, float32).to(device);
        var probe = new Probe { Network = network, Input = input, Targets = [.. Enumerable.Range(0, batch).Select(i => (long)i % network.ClassCount)] };
        var layer = network.Architecture.Layers.Last(layer => layer.Operation is ReLU && network.Architecture.ShapeOf(layer.Name) is [_, > 1, > 1]).Name;
        var places = 15L * 15;
        var rows = new[]
        {
            RowOf(new Occlusion(), probe, places + 1, rounds),
            RowOf(new Rise { Masks = Masks }, probe, Masks, rounds),
            RowOf(new ScoreCam(), probe with { Layer = layer }, network.Architecture.ShapeOf(layer)[0], rounds),
        };
        Console.WriteLine($"{network.Name}, {batch} images, float32, {device}, {Environment.ProcessorCount} threads, libtorch {TorchEngine.Version}, {rounds} rounds\n");
        var table = new StringBuilder();
        MarkdownTable.Append(table, ["method", "copies of each image", "share of forward throughput"], rows, numbers: true);
        Console.Write(table);
        return 0;
    }

    private static IReadOnlyList<string> RowOf(Method method, Probe probe, long copies, int rounds)
    {
        var (plain, ours) = (new List<double>(), new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            var forward = Seconds(probe, () => Forward(probe, copies * probe.BatchSize));
            var run = Seconds(probe, () => method.RunChecked(probe));
            if (round < 0)
                continue;
            plain.Add(forward);
            ours.Add(run);
        }

        return [MethodRegistry.Of(method).Id, copies.ToString(CultureInfo.InvariantCulture), (plain.Min() / ours.Min()).ToString("0.00", CultureInfo.InvariantCulture)];
    }

    private static void Forward(Probe probe, long inputs)
    {
        using var grad = no_grad();
        var copies = cat([.. Enumerable.Repeat(probe.Input, (int)((AtOnce + probe.BatchSize - 1) / probe.BatchSize))]);
        for (var done = 0L; done < inputs; done += AtOnce)
        {
            using var scope = NewDisposeScope();
            ForwardWalk.Logits(probe.Network, copies.narrow(0, 0, Math.Min(AtOnce, inputs - done)));
        }
    }

    private static double Seconds(Probe probe, Action action)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        action();
        TorchEngine.Synchronize(probe.Network.device);
        return clock.Elapsed.TotalSeconds;
    }
}
