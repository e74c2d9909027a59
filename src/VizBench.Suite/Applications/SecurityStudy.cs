using VizBench.Data.ConceptWorld;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Methods.Optimising;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>What is attacked and measured.</summary>
/// <param name="Images">real ones of ConceptWorld, and as many more that say what is usual</param>
/// <param name="Epsilon">the greatest change of a color value, of 0 … 255</param>
/// <param name="Steps">of the attack</param>
/// <param name="Methods">whose maps are compared, as shell patterns over the labels of evaluate; null: all that explain a class</param>
public sealed record SecuritySettings(long Images, double Epsilon, int Steps, string? Methods, WorldOptions World);

/// <summary>What the network says of a set of images, and how far they are from the real ones they were made of.</summary>
/// <param name="Accuracy">share of the images whose class it says; for fooling images the class that they were made for</param>
/// <param name="Confidence">mean probability of the class that it says</param>
/// <param name="Difference">greatest change of a color value, of 0 … 255; null: made of nothing</param>
/// <param name="Ssim">mean structural similarity to the real image; null likewise</param>
public sealed record AttackedSet(string Set, double Accuracy, double Confidence, double? Difference, double? Ssim);

/// <summary>A layer's activations on a set of images.</summary>
/// <param name="Active">share of the layer's values that aren't zero</param>
/// <param name="Distance">mean squared deviation of the units' means from those of other real images, in their variances; about 1 for real ones</param>
/// <param name="Auc">how well that distance tells the set from real images: the probability that one of it is farther than a real one</param>
public sealed record LayerResponse(string Layer, string Set, double Active, double Distance, double Auc);

/// <summary>How far a method's maps for one class move under a change that nobody sees, with bootstrap 95 % intervals over images.</summary>
public sealed record SaliencyShift(string Method, string Set, ShiftedMean RankCorrelation, ShiftedMean Cosine, ShiftedMean TopOverlap);

/// <summary>A mean over images with its bootstrap 95 % interval; images where the number isn't defined are left out.</summary>
public sealed record ShiftedMean(double Mean, double Low, double High, int Images);

/// <summary>Everything measured about attacks on one network.</summary>
public sealed record SecurityReport(string Network, string Weights, SecuritySettings Settings, IReadOnlyList<AttackedSet> Sets, IReadOnlyList<LayerResponse> Layers, IReadOnlyList<SaliencyShift> Shifts);

/// <summary>
/// Whether a network's inside tells fooling and adversarial images from real ones, and whether attributions hold still where the picture does. The application
/// "security" of Qin et al. 2018, section 6; adversarial images: Madry et al. 2018, l∞; fooling images: Nguyen, Yosinski and Clune 2015; fragile
/// attributions: Ghorbani, Abid and Zou 2019.
/// </summary>
public static class SecurityStudy
{
    private const string Real = "real";
    private const string Noise = "noise";
    private const string Adversarial = "adversarial";
    private const string Fooling = "fooling";

    /// <exception cref="UserError">the network's classes aren't ConceptWorld's, or no method matches</exception>
    public static SecurityReport Of(OpenedNetwork opened, SecuritySettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(settings);
        var network = opened.Network;
        WorldClasses.Check(network.Architecture, "the security study looks at the answers on ConceptWorld");
        var methods = EvaluationMethods.Matching(settings.Methods);
        using var scope = NewDisposeScope();
        var (input, classes) = Draw(network, settings.World, 0, settings.Images);
        var usual = Draw(network, settings.World, settings.Images, settings.Images).Input;
        var canvas = new Canvas(input.shape[2], input.shape[3], network.Architecture.Preprocessing, input.dtype, input.device);
        var attack = new ProjectedAttack(network, canvas, settings.Epsilon / 255, settings.Steps);
        var sets = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            [Real] = input,
            [Noise] = attack.RandomSigns(input, settings.World.Seed),
            [Adversarial] = attack.Of(input, classes, settings.World.Seed, cancellation),
            [Fooling] = FoolingImages(network, settings, cancellation),
        };
        progress?.Report(0.3);
        long[] wanted = [.. Enumerable.Range(0, (int)settings.Images).Select(i => (long)i % World.Classes.Count)];
        var answers = sets.Select(set => AnswersOf(network, canvas, set.Key, set.Value, string.Equals(set.Key, Fooling, StringComparison.Ordinal) ? wanted : classes, input)).ToArray();
        var layers = ResponsesOf(network, [.. network.Architecture.Layers.Where(layer => layer.Operation is ReLU).Select(layer => layer.Name)], sets, usual, cancellation);
        progress?.Report(0.5);
        var shifts = methods.SelectMany((method, i) =>
        {
            var rows = ShiftsOf(network, method, sets, settings, cancellation);
            progress?.Report(0.5 + (i + 1) / (2.0 * methods.Count));
            return rows;
        }).ToArray();
        return new SecurityReport(network.Name, opened.WeightsSha256, settings, answers, layers, shifts);
    }

    private static (Tensor Input, long[] Classes) Draw(Network network, WorldOptions options, long first, long count)
    {
        var samples = PictureBatch.Draw(new World(options), first, count);
        return (PictureBatch.Of(network, Array.ConvertAll(samples, sample => sample.Image)), Array.ConvertAll(samples, sample => (long)sample.Class));
    }

    /// <summary>As many as there are real images, each class in turn; another start each time.</summary>
    private static Tensor FoolingImages(Network network, SecuritySettings settings, CancellationToken cancellation)
    {
        var (architecture, parts, method) = (network.Architecture, new List<Tensor>(), MethodRegistry.Named("fooling-gradient").Create());
        for (var first = 0L; first < settings.Images; first += World.Classes.Count)
        {
            var probe = new Probe
            {
                Network = network,
                Input = InputTensors.OfGrey((int)architecture.InputShape[1], (int)architecture.InputShape[2], architecture.Preprocessing, network.dtype, network.device),
                Targets = [.. Enumerable.Range(0, (int)Math.Min(World.Classes.Count, settings.Images - first)).Select(target => (long)target)],
                Seed = settings.World.Seed + first,
                Case = "security",
                Cancellation = cancellation,
            };
            parts.Add(method.RunChecked(probe).Value);
        }

        return cat([.. parts]);
    }

    private static AttackedSet AnswersOf(Network network, Canvas canvas, string name, Tensor images, long[] classes, Tensor real)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var probabilities = network.Architecture.Probability.Of(Logits(network, images).to(ScalarType.Float64)).cpu().contiguous();
        var (values, count) = (probabilities.data<double>().ToArray(), (int)probabilities.shape[1]);
        double[][] rows = [.. values.Chunk(count)];
        var isMade = !string.Equals(name, Fooling, StringComparison.Ordinal);
        var (mine, theirs) = (canvas.ToColours(images).clamp(0, 1).to(ScalarType.Float64), canvas.ToColours(real).clamp(0, 1).to(ScalarType.Float64));
        return new AttackedSet(
            name, rows.Zip(classes, (row, of) => Array.IndexOf(row, row.Max()) == of ? 1.0 : 0).Average(), rows.Average(row => row.Max()),
            isMade ? 255 * (mine - theirs).abs().amax([0, 1, 2, 3]).item<double>() : null, isMade ? StructuralSimilarity.MeanOf(mine, theirs, 1).Average() : null);
    }

    private static IReadOnlyList<LayerResponse> ResponsesOf(Network network, string[] layers, IReadOnlyDictionary<string, Tensor> sets, Tensor usual, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var expected = MeansOf(network, layers, usual, cancellation);
        var found = sets.ToDictionary(set => set.Key, set => MeansOf(network, layers, set.Value, cancellation), StringComparer.Ordinal);
        return [.. layers.SelectMany((layer, i) =>
        {
            var distances = found.ToDictionary(set => set.Key, set => Distances(set.Value[i].Means, expected[i].Means), StringComparer.Ordinal);
            return found.Select(set => new LayerResponse(layer, set.Key, set.Value[i].Active, distances[set.Key].Average(), Auc(distances[set.Key], distances[Real])));
        })];
    }

    /// <summary>How far each row lies from the mean of the usual ones, in their variances, mean over the units that vary; NaN where none does.</summary>
    private static double[] Distances(Tensor means, Tensor usual)
    {
        var (mean, variance) = (usual.mean([0], true), (usual - usual.mean([0], true)).square().mean([0], true));
        var varies = variance.gt(1e-12).to(ScalarType.Float64);
        return (((means - mean).square() / (variance + (1 - varies)) * varies).sum(1) / varies.sum()).cpu().contiguous().data<double>().ToArray();
    }

    /// <summary>The probability that one value is greater than another of the real ones, equal ones by half; NaN where there are none.</summary>
    private static double Auc(double[] values, double[] real) =>
        values.Concat(real).Any(double.IsNaN) ? double.NaN : values.Average(one => real.Average(other => one > other ? 1 : one == other ? 0.5 : 0));

    /// <returns>by layer (N, units): the mean of each unit's map; and the share of values that aren't zero</returns>
    private static (Tensor Means, double Active)[] MeansOf(Network network, string[] layers, Tensor images, CancellationToken cancellation)
    {
        var (means, active) = (layers.Select(_ => new List<Tensor>()).ToArray(), new double[layers.Length]);
        foreach (var batch in PictureBatch.Parts(images))
        {
            using var scope = NewDisposeScope();
            var outputs = ForwardWalk.Outputs(network, batch, layers, cancellation);
            for (var i = 0; i < layers.Length; i++)
            {
                var output = outputs[i].to(ScalarType.Float64);
                var flat = output.ndim > 2 ? output.flatten(2) : output.unsqueeze(2);
                means[i].Add(flat.mean([2]).MoveToOuterDisposeScope());
                active[i] += flat.eq(0).logical_not().to(ScalarType.Float64).mean().item<double>() * batch.shape[0] / images.shape[0];
            }
        }

        return [.. means.Zip(active, (parts, share) => (cat([.. parts]), share))];
    }

    private static Tensor Logits(Network network, Tensor images)
    {
        var parts = new List<Tensor>();
        foreach (var batch in PictureBatch.Parts(images))
        {
            using var scope = NewDisposeScope();
            parts.Add(ForwardWalk.Logits(network, batch).MoveToOuterDisposeScope());
        }

        return cat([.. parts]);
    }

    private static IReadOnlyList<SaliencyShift> ShiftsOf(Network network, (string Label, Method Method) method, IReadOnlyDictionary<string, Tensor> sets, SecuritySettings settings, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        // The class that the network says of the real image, explained on both.
        var targets = Predicted(network, sets[Real]);
        Tensor MapsOf(string set) => AttributionRun.Of(method.Method, network, sets[set], targets, new EvaluationSettings { Seed = settings.World.Seed }, cancellation).Maps;
        var real = MapsOf(Real);
        return [.. new[] { Noise, Adversarial }.Select(set =>
        {
            var moved = MapsOf(set);
            ShiftedMean Of(double[] values, string what) => Bootstrapped([.. values.Where(double.IsFinite)], $"{method.Label} {set} {what}");
            return new SaliencyShift(method.Label, set, Of(RankCorrelation.Spearman(real, moved), "rank"), Of(CosineSimilarity.Of(real, moved), "cosine"), Of(TopOverlap.Of(real, moved), "overlap"));
        })];
    }

    private static long[] Predicted(Network network, Tensor input)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        return Logits(network, input).argmax(1).cpu().contiguous().data<long>().ToArray();
    }

    private static ShiftedMean Bootstrapped(double[] values, string name)
    {
        if (values.Length == 0)
            return new ShiftedMean(double.NaN, double.NaN, double.NaN, 0);
        var interval = Bootstrap.Of(values, name);
        return new ShiftedMean(interval.Mean, interval.Low, interval.High, values.Length);
    }
}
