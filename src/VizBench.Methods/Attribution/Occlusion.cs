namespace VizBench.Methods.Attribution;

/// <summary>
/// Occlusion sensitivity, (N, C, H, W), signed, in units of the logit: a window moves over the input; a value's score is the
/// mean, over the windows that cover it, of the fall of the target's logit when the window is set to the baseline.
/// Zeiler and Fergus 2014, section 4.2. Windows at the far border are cut off by it.
/// </summary>
/// <remarks>One forward pass for each window and one of the input, in batches.</remarks>
[Method(
    "occlusion", "attribution",
    Summary = "fall of the target's logit when a window is occluded, averaged over the windows that cover a pixel",
    Source = "Zeiler and Fergus 2014, section 4.2",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.Target)]
public sealed record Occlusion : Method
{
    [Option("channels,height,width of the window; default: all channels and an eighth of each side, rounded up")]
    public long[] Window { get; init; } = [];

    [Option("step of the window, channels,height,width; default: half the window, rounded up")]
    public long[] Stride { get; init; } = [];

    [Option("the value inside the window, in normalised units (0 is the dataset's mean colour)")]
    public double Baseline { get; init; }

    public override MethodResult Run(Probe probe)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var shape = probe.Input.shape;
        var windows = OcclusionWindows.Over(shape[1], shape[2], shape[3], Window, Stride);
        var falls = Falls(probe, windows);
        var maps = falls.SelectMany(fallsOfSample => OcclusionWindows.MeanOverCovering(windows, fallsOfSample, shape[1], shape[2], shape[3]));
        var map = tensor(maps.ToArray(), shape, probe.Input.dtype, probe.Input.device);
        return new MethodResult(map.MoveToOuterDisposeScope());
    }

    /// <summary>For each sample how far the target's logit falls under each window.</summary>
    private double[][] Falls(Probe probe, IReadOnlyList<OcclusionWindow> windows)
    {
        // The first copy is the input itself, under a window of no size.
        var covers = new OcclusionCovers([default, .. windows], probe.Input);
        var baseline = tensor(Baseline, probe.Input.dtype, probe.Input.device);
        var scores = PerturbedCopies.Scores(
            probe, windows.Count + 1, ScoreOf.Logit,
            block => where(covers.Of(block).unsqueeze(0), baseline, block.SamplesOf(probe.Input).unsqueeze(1)));
        var logits = scores.to(ScalarType.Float64, CPU).data<double>().ToArray();
        return [.. logits.Chunk(windows.Count + 1).Select(ofSample => Array.ConvertAll(ofSample[1..], score => ofSample[0] - score))];
    }
}
