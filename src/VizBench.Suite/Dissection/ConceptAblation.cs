using VizBench.Data.ConceptWorld;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>What a class loses with the units that coincide best with its object.</summary>
/// <param name="Units">those set to zero, best first</param>
/// <param name="Accuracy">share of the class's images that the whole network gets right</param>
/// <param name="Fall">how much lower it is without the units</param>
/// <param name="FallLow">lower end of its bootstrap 95 % interval over the class's images</param>
/// <param name="FallHigh">upper end</param>
/// <param name="FallOfOthers">mean fall of the other classes without the same units</param>
/// <param name="FallByRandom">mean fall of the class without as many units drawn at random</param>
/// <param name="ProbabilityFall">how much lower the class's probability is without the units, mean over its images</param>
/// <param name="ProbabilityFallOfOthers">the same of the other classes, each over its own images</param>
/// <param name="ProbabilityFallByRandom">the same of the class without as many units drawn at random</param>
/// <param name="IsHitHardest">whether the class's probability falls, and that of no other class as much</param>
public sealed record AblatedClass(
    string Layer, string Class, IReadOnlyList<int> Units, double Accuracy, double Fall, double FallLow, double FallHigh, double FallOfOthers, double FallByRandom,
    double ProbabilityFall, double ProbabilityFallOfOthers, double ProbabilityFallByRandom, bool IsHitHardest);

/// <summary>
/// Units of a class's object set to zero, and what that does to the accuracy of each class of ConceptWorld: whether a network uses what it detects. The
/// control are as many units drawn at random. Bau et al. 2020 (doi 10.1073/pnas.1907375117), section "intervention"; Zhou et al. 2018, arXiv 1806.02891.
/// </summary>
public static class ConceptAblation
{
    private const int Draws = 10;

    /// <param name="layer">dissected with all of ConceptWorld's concepts</param>
    /// <param name="concepts">the dissection's</param>
    /// <param name="together">how many units are set to zero at once</param>
    /// <param name="first">the first image that accuracies are measured on: one that the dissection has not seen</param>
    /// <param name="images">how many images</param>
    /// <exception cref="UserError">the network's classes aren't ConceptWorld's, or the layer has too few units</exception>
    public static IReadOnlyList<AblatedClass> Of(
        Network network, DissectedLayer layer, IReadOnlyList<Concept> concepts, int together, WorldOptions world, long first, long images, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(concepts);
        Check(network.Architecture, [layer.Name], together, images);
        var units = layer.Thresholds.Count;
        var own = World.Classes.Select(name => BestUnits(layer, concepts.ToList().IndexOf(new Concept(name, WorldVocabulary.NameOf(ConceptCategory.Object))), together)).ToArray();
        var random = Enumerable.Range(0, Draws).Select(draw => RandomUnits(units, together, world.Seed, layer.Name, draw));
        var answers = UnitRemoval.Answers(network, layer.Name, [[], .. own, .. random], world, first, images, progress, cancellation);
        return [.. World.Classes.Select((name, index) => Of(layer.Name, name, index, own[index], answers))];
    }

    /// <summary>Refuses what can't be ablated, before anything is dissected.</summary>
    /// <exception cref="UserError">the network's classes aren't ConceptWorld's, a layer has too few units, or a class would have no image</exception>
    internal static void Check(Architecture architecture, IReadOnlyList<string> layers, int together, long images)
    {
        WorldClasses.Check(architecture, "ablation looks at the accuracy of each class");
        foreach (var layer in layers)
        {
            var units = architecture.ShapeOf(layer)[0];
            if (together < 1 || together >= units)
                throw new UserError($"--ablate {together}: {layer} has {units} units; give a number from 1 to {units - 1}, or other --layers");
        }

        if (images < World.Classes.Count)
            throw new UserError($"--ablate: {images} images don't show all of {World.Classes.Count} classes; give --images {World.Classes.Count} or more");
    }

    private static AblatedClass Of(string layer, string name, int index, int[] units, RemovalAnswer[][] answers)
    {
        var classes = World.Classes.Count;
        var interval = Bootstrap.Of([.. Losses(1 + index, index, Right)], $"{layer} {name} ablation");
        double[] Falls(Func<RemovalAnswer, double> of) => [.. Enumerable.Range(0, classes).Select(other => MeanFall(1 + index, other, of))];
        double ByRandom(Func<RemovalAnswer, double> of) => Enumerable.Range(1 + classes, Draws).Average(set => MeanFall(set, index, of));
        double Others(double[] falls) => falls.Where((_, other) => other != index).Average();
        var (falls, probabilities) = (Falls(Right), Falls(answer => answer.Probability));
        return new AblatedClass(
            layer, name, units, Images(index).Average(image => Right(answers[0][image])), falls[index], interval.Low, interval.High, Others(falls), ByRandom(Right),
            probabilities[index], Others(probabilities), ByRandom(answer => answer.Probability),
            AblationFall.IsHitHardest(probabilities, index));

        static double Right(RemovalAnswer answer) => answer.IsRight ? 1 : 0;

        IEnumerable<int> Images(int of) => Enumerable.Range(0, answers[0].Length).Where(image => answers[0][image].Class == of);

        double MeanFall(int set, int of, Func<RemovalAnswer, double> what) => AblationFall.Mean([.. Images(of).Select(image => what(answers[0][image]))], [.. Images(of).Select(image => what(answers[set][image]))]);

        IEnumerable<double> Losses(int set, int of, Func<RemovalAnswer, double> what) => Images(of).Select(image => what(answers[0][image]) - what(answers[set][image]));
    }

    private static int[] BestUnits(DissectedLayer layer, int concept, int count) =>
        [.. Enumerable.Range(0, layer.Thresholds.Count).OrderByDescending(unit => double.IsNaN(layer.Iou[unit, concept]) ? 0 : layer.Iou[unit, concept]).ThenBy(unit => unit).Take(count)];

    private static int[] RandomUnits(int units, int count, long seed, string layer, int draw)
    {
        var stream = new StreamKey(seed, layer, FormattableString.Invariant($"ablation {draw}")).Open();
        int[] order = [.. Enumerable.Range(0, units)];
        for (var i = 0; i < count; i++)
        {
            var other = i + stream.NextInt(units - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order[..count];
    }
}
