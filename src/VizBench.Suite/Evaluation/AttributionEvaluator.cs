using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Engine;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Evaluates attribution methods against the truth of ConceptWorld, against the network itself, and against chance.</summary>
public static class AttributionEvaluator
{
    /// <summary>Stages of the cascade that are looked at: the top layer, a third, two thirds, all.</summary>
    private const int Stages = 4;

    /// <param name="progress">told the share done and what is at work</param>
    /// <exception cref="UserError">a network that isn't one of ConceptWorld's classes, or no method that matches</exception>
    public static EvaluationSet Run(EvaluationSettings settings, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Images < 2)
            throw new UserError($"an evaluation needs at least 2 images, and got {settings.Images}");
        TorchEngine.Initialise(Environment.ProcessorCount);
        var methods = EvaluationMethods.Matching(settings.Methods);
        foreach (var name in settings.Networks)
            EvaluationImages.SizeFor(NetworkCatalogue.ArchitectureOf(name));
        var evaluations = new List<AttributionEvaluation>();
        foreach (var name in settings.Networks)
        {
            using var opened = NetworkCatalogue.Open(name, null, float32, settings.Device);
            var network = opened.Network;
            var options = new WorldOptions { Seed = settings.Seed, Size = EvaluationImages.SizeFor(network.Architecture) };
            var shortcut = ReferenceShortcut.Options with { World = options };
            using var images = EvaluationImages.Of(new World(options), Indices(settings.Images), network, EvaluationImages.ObjectOf);
            using var marked = EvaluationImages.Of(
                new ShortcutWorld(shortcut), Indices(settings.CostlyImages).Select(i => i * World.Classes.Count + shortcut.Class), network, EvaluationImages.MarkOf);
            var randomised = Cascade(network, settings.Seed);
            try
            {
                var evaluator = new MethodEvaluator(network, settings, cancellation);
                foreach (var (label, method) in methods)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report(RunProgress.At(evaluations.Count, methods.Count * settings.Networks.Count, $"{network.Name} {label}"));
                    evaluations.Add(new AttributionEvaluation(network.Name, label, evaluator.Evaluate(method, images, marked, randomised)));
                }
            }
            finally
            {
                foreach (var stage in randomised)
                    stage.Dispose();
            }
        }

        return new EvaluationSet(ProductVersion.Text, settings, evaluations);
    }

    private static IEnumerable<long> Indices(int count) => Enumerable.Range(0, count).Select(i => (long)i);

    private static Network[] Cascade(Network network, long seed)
    {
        var layers = ParameterRandomisation.Layers(network.Architecture);
        return [.. Enumerable.Range(0, Stages)
            .Select(stage => Math.Max(1, layers.Count * stage / (Stages - 1))).Distinct()
            .Select(count => ParameterRandomisation.Without(network, layers.Take(count), seed))];
    }
}
