using System.Diagnostics;
using System.Globalization;
using System.Text;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Benchmarks;

/// <summary>
/// What each method costs, in units of one forward + gradient pass of the same network over the same batch, timed in turns with
/// it, float32; the least of all rounds of each, which is what the machine can do when nothing disturbs it. Usage: costs NETWORK
/// [BATCH] [ROUNDS] [DEVICE] [METHOD[:option=value,…]…]; without methods, every one that explains a class, and the rules of lrp.
/// A network whose weights don't come with the product gets weights by formula.
/// </summary>
internal static class Costs
{
    private static readonly string[] s_more = ["lrp:rule=epsilon", "lrp:rule=zplus", "lrp:rule=gamma", "lrp:rule=alpha-beta", "lrp:composite=epsilon-gamma-box"];

    internal static int Run(string[] args)
    {
        if (args.Length == 0)
            throw new UserError("costs takes a network, for example: costs vgg-mini 16 7");
        var batch = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 16;
        var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 7;
        var device = args.Length > 3 ? new Device(args[3]) : CPU;
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(args[0], NetworkCatalogue.Named(args[0]).Committed ? null : "formula:1", float32, device);
        long[] shape = [batch, .. opened.Network.Architecture.InputShape];
        var input = tensor(new StreamKey(1, args[0], "costs").Open().Normal(shape.Aggregate(1L, (product, size) => product * size)), shape, float32).to(device);
        var probe = new Probe { Network = opened.Network, Input = input, Targets = [.. Enumerable.Range(0, batch).Select(i => (long)i % opened.Network.ClassCount)] };
        var names = args.Length > 4 ? args[4..] : [.. MethodRegistry.All.Where(info => info.Description.Result.IsAttribution()).Select(info => info.Id), .. s_more];
        var rows = names.Select(name => RowOf(name, probe, rounds));
        Console.WriteLine($"{opened.Network.Name}, {batch} images, float32, {device}, {Environment.ProcessorCount} threads, libtorch {TorchEngine.Version}, {rounds} rounds\n");
        var table = new StringBuilder();
        MarkdownTable.Append(table, ["method", "units of forward + gradient", "ms an image"], rows, numbers: true);
        Console.Write(table);
        return 0;
    }

    private static IReadOnlyList<string> RowOf(string name, Probe probe, int rounds)
    {
        var method = MethodOf(name);
        probe = method.NeedsAsSet.HasFlag(Needs.Target) || MethodRegistry.Of(method).NeedsTarget(method, layer: false) ? probe : probe with { Targets = [] };
        var unit = new Gradient();
        var withTargets = probe with { Targets = probe.Targets.Count > 0 ? probe.Targets : [.. Enumerable.Repeat(0L, (int)probe.BatchSize)] };
        Once(unit, withTargets);
        Once(method, probe);
        var (units, seconds) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            units.Add(Once(unit, withTargets));
            seconds.Add(Once(method, probe));
        }

        return [name, (seconds.Min() / units.Min()).ToString("0.00", CultureInfo.InvariantCulture), (seconds.Min() * 1000 / probe.BatchSize).ToString("0.00", CultureInfo.InvariantCulture)];
    }

    private static Method MethodOf(string name)
    {
        var parts = name.Split(':', 2);
        var settings = parts.Length == 1 ? [] : parts[1].Split(',').Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[^1]));
        return MethodRegistry.Named(parts[0]).Create(new Dictionary<string, string>(settings, StringComparer.Ordinal));
    }

    private static double Once(Method method, Probe probe)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        method.RunChecked(probe);
        TorchEngine.Synchronize(probe.Network.device);
        return clock.Elapsed.TotalSeconds;
    }
}
