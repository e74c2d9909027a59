using System.Diagnostics;
using System.Globalization;
using VizBench.Arrays;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Methods.Inputs;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Benchmarks;

/// <summary>
/// Times logits and input gradient against torchvision on the same libtorch with the same weights, interleaved A B B A in
/// one run, and compares the float32 numbers. Exit code 1 where ours takes more than 1.05 times the peer's. Usage: peer NETWORK [ROUNDS] [PYTHON] [DEVICE]
/// </summary>
internal static class PeerComparison
{
    private const long Target = 7;
    private const double MostTimesThePeer = 1.05;

    internal static int Run(string[] args)
    {
        if (args.Length == 0)
            throw new UserError("peer takes a network, for example: peer vgg16 10 /usr/bin/python3 cuda");
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
        var python = args.Length > 2 ? args[2] : "python3";
        var device = args.Length > 3 ? new Device(args[3]) : CPU;
        var threads = Environment.ProcessorCount;
        TorchEngine.Initialise(threads);
        var folder = Directory.CreateTempSubdirectory("vizbench-peer-").FullName;
        try
        {
            using var scope = NewDisposeScope();
            using var opened = NetworkCatalogue.Open(args[0], "formula:1", float32, device);
            long[] shape = [1, .. opened.Network.Architecture.InputShape];
            var input = tensor(new StreamKey(1, args[0], "peer input").Open().Normal(shape.Aggregate(1L, (product, size) => product * size)), shape, float32).to(device);
            SafetensorsFile.Write(Path.Combine(folder, "weights.safetensors"), new StateDict(opened.Network.Parameters.Select(p => WeightTensor.FromTensor(p.Key, p.Value))));
            NpyFile.Write(Path.Combine(folder, "input.npy"), TensorArrays.ToNdArray(input));
            var probe = new Probe { Network = opened.Network, Input = input, Targets = [Target] };
            using var peer = new PeerProcess(python, folder, args[0], threads, Target, device);
            Console.WriteLine($"ours: libtorch {TorchEngine.Version}, {threads} threads, {device}; peer: {peer.Version}");
            var ratio = Time(probe, peer, rounds);
            peer.Save();
            Compare(probe, folder);
            return ratio <= MostTimesThePeer ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Time(Probe probe, PeerProcess peer, int rounds)
    {
        for (var i = 0; i < 3; i++)
        {
            Once(probe);
            peer.Run();
        }

        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(Once(probe));
            theirs.Add(peer.Run());
            theirs.Add(peer.Run());
            ours.Add(Once(probe));
        }

        var ratios = ours.Zip(theirs, (a, b) => a / b).Order().ToArray();
        Console.WriteLine($"{probe.Network.Name}: median {Median(ours) * 1000:F1} ms, peer {Median(theirs) * 1000:F1} ms; ratio of medians {Median(ours) / Median(theirs):F3}, median of paired ratios {ratios[ratios.Length / 2]:F3} ({rounds} rounds A B B A)");
        return Median(ours) / Median(theirs);
    }

    private static double Once(Probe probe)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        new Gradient().Run(probe);
        TorchEngine.Synchronize(probe.Network.device);
        return clock.Elapsed.TotalSeconds;
    }

    private static void Compare(Probe probe, string folder)
    {
        using var grad = no_grad();
        Report("logits", ForwardWalk.Logits(probe.Network, probe.Input), NpyFile.Read(Path.Combine(folder, "logits.npy")));
        Report("input gradient", new Gradient().Run(probe).Value, NpyFile.Read(Path.Combine(folder, "gradient.npy")));
    }

    private static void Report(string what, Tensor ours, NdArray theirs)
    {
        var expected = theirs.ToDoubles();
        var error = TensorArrays.ToNdArray(ours).ToDoubles().Zip(expected, (a, b) => Math.Abs(a - b)).Max();
        Console.WriteLine($"{what}: largest difference in float32 {error / expected.Max(Math.Abs):E1} of the largest value");
    }

    internal static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
