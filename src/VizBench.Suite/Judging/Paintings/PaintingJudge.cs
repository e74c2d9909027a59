using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>
/// Judges methods that paint classes or units from nothing: how strongly the network responds, beside the images of the dataset; whether
/// other networks see the class too; how smooth the pictures are and how much they differ.
/// </summary>
public static class PaintingJudge
{
    /// <param name="progress">told the share done and what is at work</param>
    /// <exception cref="UserError">a network that isn't one of ConceptWorld's classes, or no method that matches</exception>
    public static PaintingSet Run(PaintingSettings settings, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        TorchEngine.Initialise(Environment.ProcessorCount);
        var methods = PaintedEntries.Matching(settings.Methods, settings.Layer is not null);
        foreach (var name in settings.Networks)
            JudgedImages.SizeFor(NetworkCatalogue.ArchitectureOf(name));
        var (judgements, notes, pictures) = (new List<Judgement>(), new List<string>(), new List<PaintedRow>());
        foreach (var name in settings.Networks)
        {
            using var opened = NetworkCatalogue.Open(name, null, float32, settings.Device);
            var network = opened.Network;
            progress?.Report(Step(judgements.Count, methods.Count * settings.Networks.Count, $"{network.Name} dataset"));
            var dataset = DatasetResponses.Of(network, settings, cancellation);
            var strangers = Strangers(network, settings);
            try
            {
                var scores = new PaintingScores(network, [.. strangers.Select(stranger => stranger.Network)], dataset, settings, cancellation);
                if (settings.Layer is null)
                    Add(network, "images of the dataset", scores, () => PaintedPictures.FromDataset(network, settings));
                foreach (var (label, method) in methods)
                {
                    progress?.Report(Step(judgements.Count, methods.Count * settings.Networks.Count, $"{network.Name} {label}"));
                    try
                    {
                        Add(network, label, scores, () => PaintedPictures.By(method, network, dataset.Count, settings, cancellation));
                    }
                    catch (UserError error)
                    {
                        notes.Add($"{network.Name}, {label}: {error.Message}");
                    }
                }
            }
            finally
            {
                foreach (var stranger in strangers)
                    stranger.Dispose();
            }
        }

        return new PaintingSet(ProductVersion.Text, settings, judgements, notes, pictures);

        void Add(Network network, string label, PaintingScores scores, Func<PaintedPictures> paint)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var painted = paint();
            judgements.Add(new Judgement(network.Name, label, scores.Of(painted)));
            pictures.Add(new PaintedRow(network.Name, label, Shown(network.Architecture, painted)));
        }
    }

    /// <summary>The first picture of each class or unit.</summary>
    private static RgbImage[] Shown(Architecture architecture, PaintedPictures painted) =>
    [
        .. painted.Units.Distinct().Order().Select(unit => TensorArrays.ToNdArray(painted.Pictures.select(0, painted.Places(unit)[0])))
            .Select(array => ResultPicture.Of(new ResultView(ResultKind.Image, array.ToDoubles(), array.Shape, architecture, null))),
    ];

    /// <summary>The other networks that take pictures of this size.</summary>
    private static OpenedNetwork[] Strangers(Network network, PaintingSettings settings) => settings.Layer is not null ? [] :
    [
        .. settings.Strangers.Where(name => !string.Equals(NetworkCatalogue.Canonical(name), network.Name, StringComparison.Ordinal))
            .Select(name => NetworkCatalogue.Open(name, null, float32, settings.Device)),
    ];

    private static RunProgress Step(int done, int total, string name) => new(done, total, name, Math.Min(1, done / (double)total));
}
