using System.Diagnostics;
using System.Globalization;
using System.Text;
using VizBench.Data.Paintings;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Methods.Maximisation;
using VizBench.Methods.Style;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;

namespace VizBench.Benchmarks;

/// <summary>
/// What a step of am-fourier costs in bare passes: forward down to a layer and the gradient by the input, of one picture; and what
/// many units in one call cost beside one by one. A bare pass follows each step, and the medians are compared: what slows the machine for a
/// while slows both. Usage: steps NETWORK
/// LAYER [ROUNDS] [UNITS] [DEVICE]. With style-gatys in the place of the layer, a step of that, its passes through the layers of the
/// papers, without its loss and with it as it is usually written, by Gram matrices and autograd.
/// </summary>
internal static class Steps
{
    // Beyond the first steps, each of which has its row in the trace.
    private const int Few = 17;

    // Of the steps beyond them: at least so many, and on a fast device enough for a time of this length.
    private const int Fewest = 6;
    private const int Most = 400;
    private const double SecondsAtLeast = 0.5;

    internal static int Run(string[] args)
    {
        if (args.Length < 2)
            throw new UserError("steps takes a network and a layer, for example: steps vgg16 features.28 3");
        var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 3;
        var units = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 0;
        var device = args.Length > 4 ? new Device(args[4]) : CPU;
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(args[0], NetworkCatalogue.Named(args[0]).Committed ? null : "formula:1", float32, device);
        var network = opened.Network;
        var isStyle = string.Equals(args[1], "style-gatys", StringComparison.Ordinal);
        var layer = isStyle ? args[1] : network.Architecture.LayerNamed(args[1]).Name;
        var probe = isStyle ? StyleProbe(network, device)
            : new Probe { Network = network, Input = zeros([1, .. network.Architecture.InputShape], float32, device), Layer = layer, Units = [new Unit(1)] };
        Method Of(int steps) => isStyle ? new StyleGatys { Steps = steps } : new AmFourier { Steps = steps, Redirect = 0 };
        Bare(probe);
        var further = (int)Math.Clamp(SecondsAtLeast / Seconds(device, () => Bare(probe)), Fewest, Most);
        var (bare, steps) = InTurns(Of(Few + rounds * further), probe, device, () => Bare(probe));
        List<string[]> rows =
        [
            ["a bare pass, ms", Text(Median(bare, time => time.Wall) * 1000)], ["a step, ms", Text(Median(steps, time => time.Wall) * 1000)],
            .. Ratios("a step in bare passes", steps, bare),
        ];
        if (isStyle)
        {
            var (withLoss, again) = InTurns(Of(Few + rounds * further), probe, device, () => Bare(probe, withLoss: true));
            rows.AddRange(Ratios("a step in passes with the loss", again, withLoss));
        }

        if (units > 0 && !isStyle)
            rows.Add([$"{units} units one by one / in one call", Text(OneByOne(probe, units, rounds, device))]);
        Console.WriteLine($"{network.Name} to {layer}, float32, {device}, {Environment.ProcessorCount} threads, libtorch {TorchEngine.Version}, {rounds} rounds\n");
        var table = new StringBuilder();
        MarkdownTable.Append(table, [isStyle ? "style-gatys" : "am-fourier", ""], rows, numbers: true);
        Console.Write(table);
        return 0;
    }

    /// <param name="Wall">seconds that passed</param>
    /// <param name="Processor">seconds of all processors together: what else the machine does takes no part in it</param>
    private sealed record Times(double Wall, double Processor)
    {
        internal static Times Now => new(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency, Environment.CpuUsage.TotalTime.TotalSeconds);

        internal Times Since(Times start) => new(Wall - start.Wall, Processor - start.Processor);
    }

    private static double Median(IReadOnlyList<Times> times, Func<Times, double> of) => PeerComparison.Median([.. times.Select(of)]);

    private static string[][] Ratios(string name, IReadOnlyList<Times> steps, IReadOnlyList<Times> passes) =>
    [
        [name, Text(Median(steps, time => time.Wall) / Median(passes, time => time.Wall))],
        ["the same in processor time", Text(Median(steps, time => time.Processor) / Median(passes, time => time.Processor))],
    ];

    /// <summary>Times of each step beyond the first, and of a pass after each of them.</summary>
    private static (IReadOnlyList<Times> Bare, IReadOnlyList<Times> Steps) InTurns(Method method, Probe probe, Device device, Action pass)
    {
        var (bare, steps, count, start) = (new List<Times>(), new List<Times>(), 0, Times.Now);
        Disposed(method, probe with
        {
            Progress = new AtEachStep(() =>
            {
                TorchEngine.Synchronize(device);
                var step = Times.Now.Since(start);
                if (++count > Few)
                {
                    steps.Add(step);
                    start = Times.Now;
                    pass();
                    TorchEngine.Synchronize(device);
                    bare.Add(Times.Now.Since(start));
                }

                start = Times.Now;
            }),
        });
        return (bare, steps);
    }

    private static void Bare(Probe probe, bool withLoss = false)
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var leaf = probe.Input.detach().requires_grad_();
        var value = probe.Layer is null ? StyleValue(probe, leaf, withLoss ? StyleLoss : output => output.mean()) : ForwardWalk.Outputs(probe.Network, leaf, [probe.Layer], probe.Cancellation)[0].select(1, 1).mean();
        _ = autograd.grad([value], [leaf])[0];
    }

    private static Probe StyleProbe(Network network, Device device)
    {
        Tensor Painted(string name) => InputTensors.FromPicture(Painting.Draw(name, Painting.SizeFor(network.Architecture.InputShape[^1])), network.Architecture.Preprocessing, float32, device);
        return new Probe { Network = network, Input = Painted("wash"), Roles = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["style"] = Painted("strokes") } };
    }

    /// <summary>Through the layers that style-gatys reads, with its average pools: the sum of a value of each.</summary>
    private static Tensor StyleValue(Probe probe, Tensor leaf, Func<Tensor, Tensor> valueOf)
    {
        var network = AveragePooling.Of(probe.Network);
        var layers = TransferLayers.StyleOf(network.Architecture).Append(TransferLayers.ContentOf(network.Architecture)).ToArray();
        return ForwardWalk.Outputs(network, leaf, layers, probe.Cancellation).Select(valueOf).Aggregate((sum, next) => sum + next);
    }

    /// <summary>A layer's share of the loss; what the Gram matrix is to be does not matter for the time.</summary>
    private static Tensor StyleLoss(Tensor output) => (GramMatrix.PerPosition(output) - 1).square().mean();

    private static double OneByOne(Probe probe, int units, int rounds, Device device)
    {
        var method = new AmFourier { Steps = Few + Fewest };
        Unit[] all = [.. Enumerable.Range(0, units).Select(i => new Unit(i))];
        var (single, together) = (new List<double>(), new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            var apart = Seconds(device, () => Array.ForEach(all, unit => Disposed(method, probe with { Units = [unit] })));
            var once = Seconds(device, () => Disposed(method, probe with { Units = all }));
            if (round < 0)
                continue;
            single.Add(apart);
            together.Add(once);
        }

        return single.Min() / together.Min();
    }

    private static void Disposed(Method method, Probe probe)
    {
        using var scope = NewDisposeScope();
        method.RunChecked(probe);
    }

    private static double Seconds(Device device, Action action)
    {
        using var scope = NewDisposeScope();
        var watch = Stopwatch.StartNew();
        action();
        TorchEngine.Synchronize(device);
        return watch.Elapsed.TotalSeconds;
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Is told of a step on the thread that makes it.</summary>
    private sealed class AtEachStep(Action action) : IProgress<double>
    {
        public void Report(double value) => action();
    }
}
