using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Engine;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Judges attribution methods against the truth of ConceptWorld, against the network itself, and against chance.</summary>
public static class AttributionJudge
{
    /// <summary>Stages of the cascade that are looked at: the top layer, a third, two thirds, all.</summary>
    private const int Stages = 4;

    /// <param name="progress">told the share done and what is at work</param>
    /// <exception cref="UserError">a network that isn't one of ConceptWorld's classes, or no method that matches</exception>
    public static JudgementSet Run(JudgeSettings settings, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Images < 2)
            throw new UserError($"a judgement needs at least 2 images, and got {settings.Images}");
        TorchEngine.Initialise(Environment.ProcessorCount);
        var methods = JudgedMethods.Matching(settings.Methods);
        foreach (var name in settings.Networks)
            JudgedImages.SizeFor(NetworkCatalogue.ArchitectureOf(name));
        var judgements = new List<Judgement>();
        foreach (var name in settings.Networks)
        {
            using var opened = NetworkCatalogue.Open(name, null, float32, settings.Device);
            var network = opened.Network;
            var options = new WorldOptions { Seed = settings.Seed, Size = JudgedImages.SizeFor(network.Architecture) };
            var shortcut = ReferenceShortcut.Options with { World = options };
            using var images = JudgedImages.Of(new World(options), Indices(settings.Images), network, JudgedImages.ObjectOf);
            using var marked = JudgedImages.Of(
                new ShortcutWorld(shortcut), Indices(settings.CostlyImages).Select(i => i * World.Classes.Count + shortcut.Class), network, JudgedImages.MarkOf);
            var randomised = Cascade(network, settings.Seed);
            try
            {
                var judge = new MethodJudge(network, settings, cancellation);
                foreach (var (label, method) in methods)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report(RunProgress.At(judgements.Count, methods.Count * settings.Networks.Count, $"{network.Name} {label}"));
                    judgements.Add(new Judgement(network.Name, label, judge.Judge(method, images, marked, randomised)));
                }
            }
            finally
            {
                foreach (var stage in randomised)
                    stage.Dispose();
            }
        }

        return new JudgementSet(ProductVersion.Text, settings, judgements);
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
