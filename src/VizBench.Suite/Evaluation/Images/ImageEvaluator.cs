using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>
/// Evaluates methods that paint classes or units from nothing: how strongly the network responds, beside the images of the dataset; whether
/// other networks see the class too; how smooth the pictures are, how much they differ, and how near they come to images.
/// </summary>
public static class ImageEvaluator
{
    /// <summary>The row of the dataset's own images.</summary>
    internal const string OfImages = "images of the dataset";

    /// <param name="progress">told the share done and what is at work</param>
    /// <exception cref="UserError">a network that isn't one of ConceptWorld's classes, or no method that matches</exception>
    public static PaintingSet Run(PaintingSettings settings, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        TorchEngine.Initialise(Environment.ProcessorCount);
        var methods = PaintedEntries.Matching(settings.Methods, settings.Layer is not null);
        foreach (var name in settings.Networks)
            EvaluationImages.SizeFor(NetworkCatalogue.ArchitectureOf(name));
        var (evaluations, notes, pictures, judges) = (new List<AttributionEvaluation>(), new List<string>(), new List<PaintedRow>(), new List<PaintingJudges>());
        var gaps = new List<EvaluationGap>();
        var weights = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var total = settings.Networks.Count * methods.Count;
        var done = 0;
        using var strangers = Strangers.Open(settings, methods.Select(method => method.Method));
        using var real = new RealImages(settings);
        if (settings.Layer is null && settings.Seeds == 1)
            notes.Add("kernel distance and Fréchet distance (diagonal) need at least two pictures of a class: --seeds 2 or more");
        foreach (var name in settings.Networks)
        {
            using var opened = NetworkCatalogue.Open(name, null, float32, settings.Device);
            var network = opened.Network;
            weights[network.Name] = opened.WeightsSha256;
            progress?.Report(RunProgress.At(done, total, $"{network.Name} dataset"));
            var dataset = DatasetResponses.Of(network, settings, cancellation);
            if (settings.Layer is null)
                judges.Add(new PaintingJudges(network.Name, [.. strangers.To(network).Select(judge => judge.Name)], strangers.KnownTo(network)));
            var scores = new PaintingScores(network, strangers.To(network), dataset, real, settings, cancellation);
            if (settings.Layer is null)
                Add(network, OfImages, scores, () => PaintedPictures.FromDataset(network, settings));
            foreach (var (label, method) in methods)
            {
                progress?.Report(RunProgress.At(done++, total, $"{network.Name} {label}"));
                try
                {
                    Add(network, label, scores, () => PaintedPictures.By(method, network, dataset.Count, settings, cancellation));
                }
                catch (Exception e) when (EvaluationGap.IsOne(e, method, mayRefuse: true))
                {
                    gaps.Add(EvaluationGap.Of(network.Name, label, e));
                }
            }
        }

        return new PaintingSet(ProductVersion.Text, settings, evaluations, notes, pictures) { Judges = judges, Gaps = gaps, Origin = NumbersOrigin.Of(weights, settings.Device, float32), Plugins = PluginFacts.Of(methods.Select(entry => MethodRegistry.Of(entry.Method))) };

        void Add(Network network, string label, PaintingScores scores, Func<PaintedPictures> paint)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var painted = paint();
            evaluations.Add(new AttributionEvaluation(network.Name, label, scores.Of(painted)));
            pictures.Add(new PaintedRow(network.Name, label, Shown(network.Architecture, painted)));
        }
    }

    /// <summary>The first picture of each class or unit.</summary>
    private static RgbImage[] Shown(Architecture architecture, PaintedPictures painted) =>
    [
        .. painted.Units.Distinct().Order().Select(unit => TensorArrays.ToNdArray(painted.Pictures.select(0, painted.Places(unit)[0])))
            .Select(array => ResultPicture.Of(new ResultView(ResultKind.Image, array.ToDoubles(), array.Shape, architecture, null))),
    ];
}
