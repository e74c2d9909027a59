using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Data.Folders;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>
/// Evaluates attribution methods against the truth of ConceptWorld or of a person's own pictures, against the network itself, and against
/// chance.
/// </summary>
public static class AttributionEvaluator
{
    /// <summary>Stages of the cascade that are looked at: the top layer, a third, two thirds, all.</summary>
    private const int Stages = 4;

    /// <summary>Their inputs and maps are kept until all methods are done, about a megabyte each.</summary>
    private const int MostOwnPictures = 2000;

    /// <param name="progress">told the share done and what is at work</param>
    /// <exception cref="UserError">a network that isn't one of ConceptWorld's classes, pictures that can't be read, or no method that matches</exception>
    public static EvaluationSet Run(EvaluationSettings settings, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Images < 2 && !settings.HasOwnPictures)
            throw new UserError($"an evaluation needs at least 2 images, and got {settings.Images}");
        if (settings is { Weights: not null, Networks.Count: > 1 })
            throw new UserError($"--weights holds for one network, and there are {settings.Networks.Count}; evaluate them one after the other");
        if (settings is { RandomLabels: not null, Networks.Count: > 1 })
            throw new UserError($"--random-labels holds for one network, and there are {settings.Networks.Count}; evaluate them one after the other");
        TorchEngine.Initialise(Environment.ProcessorCount);
        var methods = EvaluationMethods.Matching(settings.Methods);
        var own = settings.HasOwnPictures ? OwnPictures(settings) : null;
        foreach (var name in settings.Networks)
            Check(NetworkCatalogue.ArchitectureOf(name, settings.Weights), own);
        var done = 0;
        var (evaluations, agreements) = (new List<AttributionEvaluation>(), new List<MethodAgreement>());
        var (pictures, notes, gaps) = (new List<EvaluatedPicture>(), new List<string>(own?.Notes ?? []), new List<EvaluationGap>());
        var weights = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in settings.Networks)
        {
            using var opened = NetworkCatalogue.Open(name, settings.Weights, float32, settings.Device);
            notes.AddRange(opened.Notes);
            var network = opened.Network;
            weights[network.Name] = opened.WeightsSha256;
            using var images = own is null ? OfWorld(network, settings) : EvaluationImages.Of(own, network, cancellation);
            using var marked = own is null ? OfShortcut(network, settings) : null;
            using var ofRandomLabels = settings.RandomLabels is { } random ? NetworkCatalogue.Open(name, random, float32, settings.Device) : null;
            using var maps = settings.Agreement ? new MethodMaps() : null;
            pictures.AddRange(images.Pictures);
            var randomised = Cascade(network, settings.Seed);
            try
            {
                var evaluator = new MethodEvaluator(network, randomised, ofRandomLabels?.Network, settings, cancellation);
                foreach (var (label, method) in methods)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report(RunProgress.At(done++, methods.Count * settings.Networks.Count, $"{network.Name} {label}"));
                    try
                    {
                        evaluations.Add(new AttributionEvaluation(network.Name, label, evaluator.Evaluate(method, images, marked, all => maps?.Keep(label, all))));
                    }
                    catch (Exception e) when (EvaluationGap.IsOne(e, method, mayRefuse: own is not null))
                    {
                        gaps.Add(EvaluationGap.Of(network.Name, label, e));
                    }
                }

                agreements.AddRange(maps?.Agreements(network.Name) ?? []);
            }
            finally
            {
                foreach (var stage in randomised)
                    stage.Dispose();
            }
        }

        return evaluations.Count > 0
            ? new EvaluationSet(ProductVersion.Text, settings, evaluations) { Pictures = pictures, Notes = notes, Gaps = gaps, Agreements = agreements, Origin = NumbersOrigin.Of(weights, settings.Device, float32), Plugins = PluginFacts.Of(methods.Select(entry => MethodRegistry.Of(entry.Method))) }
            : throw new UserError($"no method can explain {string.Join(", ", settings.Networks)}: {gaps[^1].Text}");
    }

    /// <exception cref="UserError">none, or more than are kept in memory</exception>
    private static PictureSet OwnPictures(EvaluationSettings settings)
    {
        var own = PictureSet.Of(settings.Input, settings.Images);
        return own.Pictures.Count <= MostOwnPictures
            ? own
            : throw new UserError($"--input names {own.Pictures.Count} pictures, and at most {MostOwnPictures} are evaluated at once; give --images N for the first N");
    }

    private static void Check(Architecture architecture, PictureSet? own)
    {
        if (own is null)
            EvaluationImages.SizeFor(architecture);
        else
            architecture.CheckHasClasses("evaluate explains classes");
    }

    private static WorldOptions WorldFor(Network network, EvaluationSettings settings) => new() { Seed = settings.Seed, Size = EvaluationImages.SizeFor(network.Architecture) };

    private static EvaluationImages OfWorld(Network network, EvaluationSettings settings) =>
        EvaluationImages.Of(new World(WorldFor(network, settings)), Indices(settings.Images), network, EvaluationImages.ObjectOf);

    /// <summary>Boats that bear the planted mark.</summary>
    private static EvaluationImages OfShortcut(Network network, EvaluationSettings settings)
    {
        var shortcut = ReferenceShortcut.Options with { World = WorldFor(network, settings) };
        return EvaluationImages.Of(new ShortcutWorld(shortcut), Indices(settings.CostlyImages).Select(i => i * World.Classes.Count + shortcut.Class), network, EvaluationImages.MarkOf);
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
