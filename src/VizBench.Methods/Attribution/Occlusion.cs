using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>
/// Occlusion sensitivity, (N, C, H, W), signed, in units of the logit: a window moves over the input; a value's score is the
/// mean, over the windows that cover it, of the fall of the target's logit when the window is set to the baseline.
/// Zeiler and Fergus 2014, section 4.2. Windows at the far border are cut off by it.
/// </summary>
[Method(
    "occlusion", "attribution",
    Summary = "fall of the target's logit when a window is occluded, averaged over the windows that cover a pixel",
    Source = "Zeiler and Fergus 2014, section 4.2",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.Target)]
public sealed record Occlusion : Method
{
    private const int MaxBatch = 64;

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
        var targets = Indices(probe.Targets, probe.Input.device);
        var original = Scores(ForwardWalk.Logits(probe.Network, probe.Input), targets);
        var maps = new double[shape[0]][];
        for (var sample = 0; sample < shape[0]; sample++)
        {
            var falls = Falls(probe, sample, windows, original[sample]);
            maps[sample] = OcclusionWindows.MeanOverCovering(windows, falls, shape[1], shape[2], shape[3]);
            probe.Progress?.Report((sample + 1.0) / shape[0]);
        }

        var map = tensor(maps.SelectMany(m => m).ToArray(), shape, probe.Input.dtype, probe.Input.device);
        return new MethodResult(map.MoveToOuterDisposeScope());
    }

    /// <summary>How far the target's logit of one sample falls under each window.</summary>
    private double[] Falls(Probe probe, int sample, IReadOnlyList<OcclusionWindow> windows, double original)
    {
        var falls = new double[windows.Count];
        var input = probe.Input.narrow(0, sample, 1);
        for (var start = 0; start < windows.Count; start += MaxBatch)
        {
            probe.Cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(MaxBatch, windows.Count - start);
            var batch = input.expand(count, -1, -1, -1).clone();
            for (var i = 0; i < count; i++)
                windows[start + i].Of(batch.select(0, i)).fill_(Baseline);
            var logits = ForwardWalk.Logits(probe.Network, batch);
            var scores = Scores(logits, Indices(Enumerable.Repeat(probe.Targets[sample], count), probe.Input.device));
            for (var i = 0; i < count; i++)
                falls[start + i] = original - scores[i];
        }

        return falls;
    }

    /// <summary>One class a row, (N, 1), as gather wants it.</summary>
    private static Tensor Indices(IEnumerable<long> classes, Device device)
    {
        var values = classes.ToArray();
        return tensor(values, [values.Length, 1], null, device);
    }

    private static double[] Scores(Tensor logits, Tensor targets) => logits.gather(1, targets).to(ScalarType.Float64, CPU).data<double>().ToArray();
}
