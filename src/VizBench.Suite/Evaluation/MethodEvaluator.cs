using VizBench.Methods;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>Evaluates one method on one network: a list of values, one for each image, under each column's id.</summary>
internal sealed class MethodEvaluator(Network network, EvaluationSettings settings, CancellationToken cancellation)
{
    internal SortedDictionary<string, double[]> Evaluate(Method method, EvaluationImages images, EvaluationImages? marked, IReadOnlyList<Network> randomised)
    {
        using var scope = NewDisposeScope();
        var columns = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        var run = AttributionRun.Of(method, network, images.Input, images.Targets, settings, cancellation);
        AgainstTruth(columns, run.Maps, images);
        Faithfulness(columns, run.Maps, images);
        foreach (var name in new[] { "completeness-error", "conservation-error" })
        {
            if (run.Scalars.TryGetValue(name, out var errors))
                columns["sum-error"] = [.. errors];
        }

        var few = Math.Min(settings.CostlyImages, images.Targets.Length);
        using var first = images.Input.narrow(0, 0, few);
        columns["max-sensitivity"] = Sensitivity(method, run.Maps, first, images.Targets[..few]);
        Randomised(columns, method, run.Maps.narrow(0, 0, few), first, images.Targets[..few], randomised);
        if (marked is not null)
            AtMark(columns, method, marked);
        return columns;
    }

    private static void AgainstTruth(SortedDictionary<string, double[]> columns, Tensor maps, EvaluationImages images)
    {
        // Of a person's own pictures some may have no region; their values are missing.
        int[] known = [.. Enumerable.Range(0, images.Regions.Length).Where(n => images.Regions[n] is not null)];
        if (known.Length == 0)
            return;
        using var scope = NewDisposeScope();
        if (known.Length < images.Regions.Length)
            maps = maps.index_select(0, tensor(Array.ConvertAll(known, n => (long)n), [known.Length]));
        var regions = Regions(maps, images);
        columns["pointing-game"] = Spread(PointingGame.Hits(maps, regions), known, images);
        columns["attribution-iou"] = Spread(IntersectionOverUnion.AtMaskArea(maps, regions), known, images);
        columns["relevance-mass"] = Spread(Relevance.MassAccuracy(maps.clamp(min: 0), regions), known, images);
        columns["relevance-rank"] = Spread(Relevance.RankAccuracy(maps, regions), known, images);
    }

    /// <summary>Values of the images with a region as values of all.</summary>
    private static double[] Spread(double[] values, int[] known, EvaluationImages images)
    {
        var all = new double[images.Regions.Length];
        Array.Fill(all, double.NaN);
        for (var i = 0; i < known.Length; i++)
            all[known[i]] = values[i];
        return all;
    }

    private void Faithfulness(SortedDictionary<string, double[]> columns, Tensor maps, EvaluationImages images)
    {
        var (deletion, insertion) = (new double[images.Targets.Length], new double[images.Targets.Length]);
        for (var n = 0; n < images.Targets.Length; n++)
        {
            using var scope = NewDisposeScope();
            var (input, map) = (images.Input.narrow(0, n, 1), maps.select(0, n));
            var score = TargetScores.ProbabilityOf(network, images.Targets[n], cancellation);
            deletion[n] = PixelFlipping.Area(PixelFlipping.Deletion(input, map, settings.FlippingSteps, 0, score));
            insertion[n] = PixelFlipping.Area(PixelFlipping.Insertion(input, map, settings.FlippingSteps, 0, score));
        }

        (columns["deletion-auc"], columns["insertion-auc"]) = (deletion, insertion);
    }

    private double[] Sensitivity(Method method, Tensor maps, Tensor input, long[] targets)
    {
        using var scope = NewDisposeScope();
        var perturbed = Enumerable.Range(0, settings.SensitivitySamples)
            .Select(sample => AttributionRun.Of(method, network, input + Noise(input, sample), targets, settings, cancellation).Maps).ToArray();
        return [.. Enumerable.Range(0, targets.Length).Select(n => MaxSensitivity.Of(ValuesOf(maps, n), [.. perturbed.Select(other => ValuesOf(other, n))]))];
    }

    private Tensor Noise(Tensor like, int sample)
    {
        var uniform = new StreamKey(settings.Seed, "judge", "max-sensitivity", sample).Open().Uniform(like.NumberOfElements);
        return tensor(Array.ConvertAll(uniform, u => (2 * u - 1) * settings.SensitivityRadius), like.shape, like.dtype, like.device);
    }

    /// <summary>Means over the stages of the cascade: one value for each image.</summary>
    private void Randomised(
        SortedDictionary<string, double[]> columns, Method method, Tensor maps, Tensor input, long[] targets, IReadOnlyList<Network> randomised)
    {
        var (similarity, correlation) = (new double[targets.Length], new double[targets.Length]);
        foreach (var stage in randomised)
        {
            using var scope = NewDisposeScope();
            var others = AttributionRun.Of(method, stage, input, targets, settings, cancellation).Maps;
            var ssim = StructuralSimilarity.Of(Normalised(maps), Normalised(others), 1);
            var ranks = RankCorrelation.Spearman(maps, others, absolute: true);
            for (var n = 0; n < targets.Length; n++)
            {
                similarity[n] += ssim[n].Mean / randomised.Count;
                // A map without any order has none in common.
                correlation[n] += (double.IsNaN(ranks[n]) ? 0 : ranks[n]) / randomised.Count;
            }
        }

        (columns["randomised-ssim"], columns["randomised-rank-correlation"]) = (similarity, correlation);
    }

    private void AtMark(SortedDictionary<string, double[]> columns, Method method, EvaluationImages marked)
    {
        var maps = AttributionRun.Of(method, network, marked.Input, marked.Targets, settings, cancellation).Maps;
        columns["mass-on-mark"] = Relevance.MassAccuracy(maps.clamp(min: 0), Regions(maps, marked));
        columns["pointing-at-mark"] = PointingGame.Hits(maps, Regions(maps, marked));
    }

    /// <summary>Magnitudes as a picture of range 0 … 1, (N, 1, H, W).</summary>
    private static Tensor Normalised(Tensor maps)
    {
        var magnitudes = maps.abs();
        return (magnitudes / magnitudes.flatten(1).amax(1).clamp(min: 1e-300).reshape(-1, 1, 1)).unsqueeze(1);
    }

    private static Tensor Regions(Tensor maps, EvaluationImages images) => tensor([.. images.Regions.OfType<bool[]>().SelectMany(region => region)], maps.shape);

    private static double[] ValuesOf(Tensor maps, int sample) => maps.select(0, sample).contiguous().data<double>().ToArray();
}
