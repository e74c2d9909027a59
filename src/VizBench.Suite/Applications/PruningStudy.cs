using VizBench.Data.ConceptWorld;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>What is pruned and measured.</summary>
/// <param name="Layer">a ReLU with rows and columns behind a convolution</param>
/// <param name="Images">of ConceptWorld: as many to find the evidence with as to measure accuracy on, other ones</param>
/// <param name="Steps">of activation maximization</param>
/// <param name="Points">shares of the units that are removed: 0, 1/points, …</param>
public sealed record PruningSettings(string Layer, long Images, int Steps, int Points, WorldOptions World);

/// <summary>One order in which units go.</summary>
/// <param name="Order">units, the first to go first; null where several random orders are averaged</param>
/// <param name="Accuracy">with 0, 1/points, 2/points, … of the units removed</param>
/// <param name="Area">mean accuracy over all shares, with its interval over images</param>
/// <param name="Low">lower end of the bootstrap 95 % interval</param>
/// <param name="High">upper end</param>
/// <param name="Significance">p of the paired comparison with magnitude over images (Wilcoxon, two-sided); null: of magnitude itself</param>
public sealed record PruningCurve(string Evidence, IReadOnlyList<int>? Order, IReadOnlyList<double> Accuracy, double Area, double Low, double High, double? Significance);

/// <summary>A pruning study with where it comes from.</summary>
/// <param name="Weights">SHA-256 of the network's weights</param>
public sealed record PruningReport(string Network, string Weights, PruningSettings Settings, IReadOnlyList<PruningCurve> Curves);

/// <summary>
/// Which units of a layer can go: the accuracy while more and more of them are set to zero, without training anew, in the order of evidence from visualization
/// against the order of magnitude. The application "network optimization" of Qin et al. 2018, section 6; magnitude: Li et al. 2017, arXiv 1608.08710.
/// </summary>
public static class PruningStudy
{
    private const string Magnitude = "magnitude";
    private const int RandomOrders = 5;

    /// <exception cref="UserError">the network's classes aren't ConceptWorld's, or the layer is no ReLU behind a convolution</exception>
    public static IReadOnlyList<PruningCurve> Of(OpenedNetwork opened, PruningSettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(settings);
        WorldClasses.Check(opened.Network.Architecture, "pruning looks at the accuracy on ConceptWorld");
        // Normalizations behind a convolution are part of its filters.
        var network = opened.Network.Merged();
        var layer = network.Architecture.LayerNamed(settings.Layer).Name;
        var magnitudes = Magnitudes(network, layer);
        var units = magnitudes.Length;
        (string Evidence, double[] Scores)[] evidence =
        [
            (Magnitude, magnitudes),
            ("dissection", Dissected(network, layer, settings, progress, cancellation)),
            ("maximization", Maximized(network, layer, units, settings, cancellation)),
        ];
        progress?.Report(0.5);
        int[][] orders = [.. evidence.Select(one => Ascending(one.Scores)), .. Enumerable.Range(0, RandomOrders).Select(draw => RandomOrder(units, settings.World.Seed, draw))];
        var right = Measure(network, layer, orders, settings, new ProgressPart(progress, 0.5, 0.5), cancellation);
        // By order: each image's share of the points at which the network is right about it.
        var areas = right.Select(points => Enumerable.Range(0, (int)settings.Images).Select(image => points.Average(point => point[image])).ToArray()).ToArray();
        var curves = evidence.Select((one, i) => Curve(one.Evidence, orders[i], [right[i]], areas[i], i == 0 ? null : areas[0])).ToList();
        var random = Enumerable.Range(0, (int)settings.Images).Select(image => areas[evidence.Length..].Average(order => order[image])).ToArray();
        curves.Add(Curve("random", null, right[evidence.Length..], random, areas[0]));
        return curves;
    }

    private static PruningCurve Curve(string evidence, int[]? order, double[][][] right, double[] areas, double[]? magnitude)
    {
        var interval = Bootstrap.Of(areas, $"pruning {evidence}");
        var accuracy = Enumerable.Range(0, right[0].Length).Select(point => right.Average(points => points[point].Average())).ToArray();
        return new PruningCurve(evidence, order, accuracy, interval.Mean, interval.Low, interval.High, magnitude is null ? null : SignedRankTest.Of(areas, magnitude));
    }

    /// <summary>The sum of the absolute weights of each unit's filter.</summary>
    private static double[] Magnitudes(Network network, string layer)
    {
        var rectifier = network.Architecture.LayerNamed(layer);
        if (rectifier.Operation is not ReLU || network.Architecture.LayerNamed(rectifier.Inputs[0]) is not { Operation: Convolution } convolution)
            throw new UserError($"{layer} is no ReLU behind a convolution, so its units have no filters to be measured; name one that is (vizbench list layers {network.Architecture.Name})");
        using var scope = NewDisposeScope();
        return network.ParametersOf(convolution.Name).Weight.detach().to(ScalarType.Float64).abs().flatten(1).sum(1).cpu().contiguous().data<double>().ToArray();
    }

    /// <summary>Each unit's IoU with its best concept.</summary>
    private static double[] Dissected(Network network, string layer, PruningSettings settings, IProgress<double>? progress, CancellationToken cancellation)
    {
        var dataset = ConceptDataset.Of(settings.World, settings.Images);
        var found = Dissector.Run(network, [layer], dataset, new DissectionSettings(), new ProgressPart(progress, 0, 0.25), cancellation).Layers[0];
        return [.. Enumerable.Range(0, found.Thresholds.Count).Select(unit => UniqueDetectors.BestOf(found.Iou, unit).Iou)];
    }

    /// <summary>How strongly each unit can be excited at all: the mean of its map on the picture that activation maximization finds.</summary>
    private static double[] Maximized(Network network, string layer, int units, PruningSettings settings, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var architecture = network.Architecture;
        var probe = new Probe
        {
            Network = network,
            Input = InputTensors.OfGrey((int)architecture.InputShape[1], (int)architecture.InputShape[2], architecture.Preprocessing, network.dtype, network.device),
            Layer = layer,
            Units = [.. Enumerable.Range(0, units).Select(unit => new Unit(unit))],
            Seed = settings.World.Seed,
            Case = "pruning",
            Cancellation = cancellation,
        };
        var method = MethodRegistry.Named("am-fourier").Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["steps"] = FormattableString.Invariant($"{settings.Steps}") });
        var pictures = method.RunChecked(probe).Value;
        using var grad = no_grad();
        var reached = new List<double>();
        foreach (var part in PictureBatch.Parts(pictures))
        {
            var (first, means) = (reached.Count, ForwardWalk.Outputs(network, part, [layer], cancellation)[0].to(ScalarType.Float64).flatten(2).mean([2]).cpu().contiguous().data<double>().ToArray());
            reached.AddRange(Enumerable.Range(0, (int)part.shape[0]).Select(i => means[i * units + first + i]));
        }

        return [.. reached];
    }

    /// <returns>by order, share removed and image: 1 where the network is right, else 0</returns>
    private static double[][][] Measure(Network network, string layer, int[][] orders, PruningSettings settings, IProgress<double> progress, CancellationToken cancellation)
    {
        var (units, points) = (orders[0].Length, settings.Points);
        int[][] removed = [.. orders.SelectMany(order => Enumerable.Range(0, points).Select(point => order[..(int)Math.Round((double)units * point / points)]))];
        // Images that no evidence was found with.
        var answers = UnitRemoval.Answers(network, layer, removed, settings.World, settings.Images, settings.Images, progress, cancellation);
        return [.. answers.Select(set => Array.ConvertAll(set, answer => answer.IsRight ? 1.0 : 0)).Chunk(points)];
    }

    private static int[] Ascending(double[] scores) => [.. Enumerable.Range(0, scores.Length).OrderBy(unit => scores[unit]).ThenBy(unit => unit)];

    private static int[] RandomOrder(int units, long seed, int draw)
    {
        var stream = new StreamKey(seed, "pruning", FormattableString.Invariant($"order {draw}")).Open();
        return [.. Enumerable.Range(0, units).Select(unit => (Unit: unit, Key: stream.NextDouble())).OrderBy(entry => entry.Key).Select(entry => entry.Unit)];
    }
}
