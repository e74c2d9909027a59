using VizBench.Methods;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>Evaluates one method on one network: a list of values, one for each image, under each column's id.</summary>
/// <param name="network">what the methods explain</param>
/// <param name="randomised">the same with parameters drawn anew, in stages</param>
/// <param name="ofRandomLabels">the same architecture trained on random labels; null: none is known</param>
internal sealed class MethodEvaluator(
    Network network, IReadOnlyList<Network> randomised, Network? ofRandomLabels, EvaluationSettings settings, CancellationToken cancellation)
{
    private static readonly string[] s_againstTruth = ["pointing-game", "attribution-iou", "relevance-mass", "relevance-rank"];

    /// <param name="keep">is given the maps of all images</param>
    internal SortedDictionary<string, double[]> Evaluate(Method method, EvaluationImages images, EvaluationImages? marked, Action<Tensor>? keep = null)
    {
        using var scope = NewDisposeScope();
        var columns = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        var run = AttributionRun.Of(method, network, images.Input, images.Targets, settings, cancellation);
        AgainstTruth(columns, run.Maps, images);
        Faithfulness(columns, run.Maps, images);
        if (run.Totals is { } totals)
            columns["sum-error"] = SumError.Relative(run.Maps.flatten(1).sum(1).data<double>().ToArray(), totals);
        keep?.Invoke(run.Maps);
        var few = Math.Min(settings.CostlyImages, images.Targets.Length);
        using var first = images.Input.narrow(0, 0, few);
        columns["max-sensitivity"] = Sensitivity(method, run.Maps, first, images.Targets[..few]);
        var maps = run.Maps.narrow(0, 0, few);
        Randomised(columns, method, maps, first, images.Targets[..few]);
        if (ofRandomLabels is not null)
            (columns["data-randomization-ssim"], columns["data-randomization-rank-correlation"]) = LikenessFor(ofRandomLabels, method, maps, first, images.Targets[..few]);
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
        foreach (var id in s_againstTruth)
            columns[id] = Spread(TruthMetrics.Of(id, maps, regions), known, images);
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
        var score = ProbabilityOf(images.Targets);
        columns["deletion-auc"] = PixelFlipping.DeletionAreas(images.Input, maps, settings.FlippingSteps, 0, score);
        columns["insertion-auc"] = PixelFlipping.InsertionAreas(images.Input, maps, settings.FlippingSteps, 0, score);
        columns["road-morf"] = Road.MostRelevantFirst(images.Input, maps, score, settings.Seed);
        columns["road-lerf"] = Road.LeastRelevantFirst(images.Input, maps, score, settings.Seed);
    }

    private Func<int, Tensor, Tensor> ProbabilityOf(long[] targets) => (image, variants) => TargetScores.ProbabilityOf(network, targets[image], cancellation)(variants);

    private double[] Sensitivity(Method method, Tensor maps, Tensor input, long[] targets)
    {
        using var scope = NewDisposeScope();
        var perturbed = Enumerable.Range(0, settings.SensitivitySamples)
            .Select(sample => AttributionRun.Of(method, network, input + Noise(input, sample), targets, settings, cancellation).Maps).ToArray();
        return MaxSensitivity.Of(maps.narrow(0, 0, targets.Length), perturbed);
    }

    private Tensor Noise(Tensor like, int sample)
    {
        var uniform = new StreamKey(settings.Seed, "judge", "max-sensitivity", sample).Open().Uniform(like.NumberOfElements);
        return tensor(Array.ConvertAll(uniform, u => (2 * u - 1) * settings.SensitivityRadius), like.shape, like.dtype, like.device);
    }

    /// <summary>Means over the stages of the cascade: one value for each image.</summary>
    private void Randomised(SortedDictionary<string, double[]> columns, Method method, Tensor maps, Tensor input, long[] targets)
    {
        var (similarity, correlation) = (new double[targets.Length], new double[targets.Length]);
        foreach (var stage in randomised)
        {
            var (ssim, ranks) = LikenessFor(stage, method, maps, input, targets);
            for (var n = 0; n < targets.Length; n++)
            {
                similarity[n] += ssim[n] / randomised.Count;
                correlation[n] += ranks[n] / randomised.Count;
            }
        }

        (columns["randomised-ssim"], columns["randomised-rank-correlation"]) = (similarity, correlation);
    }

    /// <summary>How alike the method's maps for the network are to those for another: SSIM and rank correlation of each image.</summary>
    private (double[] Ssim, double[] Ranks) LikenessFor(Network other, Method method, Tensor maps, Tensor input, long[] targets)
    {
        using var scope = NewDisposeScope();
        var others = AttributionRun.Of(method, other, input, targets, settings, cancellation).Maps;
        return (RandomizationSimilarity.Ssim(maps, others), RandomizationSimilarity.RankCorrelation(maps, others));
    }

    private void AtMark(SortedDictionary<string, double[]> columns, Method method, EvaluationImages marked)
    {
        var maps = AttributionRun.Of(method, network, marked.Input, marked.Targets, settings, cancellation).Maps;
        var regions = Regions(maps, marked);
        columns["mass-on-mark"] = TruthMetrics.Of("relevance-mass", maps, regions);
        columns["pointing-at-mark"] = TruthMetrics.Of("pointing-game", maps, regions);
    }

    private static Tensor Regions(Tensor maps, EvaluationImages images) => tensor([.. images.Regions.OfType<bool[]>().SelectMany(region => region)], maps.shape);
}
