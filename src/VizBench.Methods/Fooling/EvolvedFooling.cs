using VizBench.Methods.Optimising;
using VizBench.Metrics;
using VizBench.Randomness;

namespace VizBench.Methods.Fooling;

/// <summary>Fooling pictures that are bred: for each class that is asked for, (N, C, H, W), the champion of an evolution over all classes.</summary>
public abstract record EvolvedFooling : Method
{
    [Option("generations", Least = 1)]
    public int Generations { get; init; } = 200;

    [Option("children of each generation", Least = 1)]
    public int Population { get; init; } = 100;

    public override MethodResult Run(Probe probe)
    {
        if (Generations < 1 || Population < 1)
            throw new UserError($"{MethodRegistry.Of(this).Id} takes at least 1 generation and 1 child, and got generations={Generations}, population={Population}; choose others with --set");
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        probe = probe.InPaintingPrecision();
        var canvas = Canvas.Of(probe);
        var evolution = new MapElites(probe, canvas, Population);
        var history = new List<(int Generation, double[] Confidences)>();
        evolution.Run(stream => First(canvas, stream), Generations, generation =>
        {
            if ((generation & (generation - 1)) == 0 || generation == Generations - 1)
                history.Add((generation, [.. evolution.Confidences]));
            probe.Progress?.Report((generation + 1.0) / Generations);
        });
        var pictures = evolution.Pictures([.. probe.Targets.Select(target => evolution.Champions[target])]);
        return new MethodResult(pictures.MoveToOuterDisposeScope())
        {
            Scalars = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal) { ["probability"] = [.. probe.Targets.Select(target => evolution.Confidences[target])] },
            Traces = [.. probe.Targets.Select((target, i) => TraceOf(history, target, canvas.ToColours(pictures.narrow(0, i, 1)), pictures.narrow(0, i, 1)))],
        };
    }

    /// <summary>A picture of the first generation.</summary>
    private protected abstract Genome First(Canvas canvas, RandomStream stream);

    /// <summary>The confidence after each generation; what is told of pictures is told of the last one alone.</summary>
    private static IReadOnlyList<TraceRow> TraceOf(List<(int Generation, double[] Confidences)> history, long target, Tensor colours, Tensor picture)
    {
        var rows = history.Select(entry => new TraceRow(entry.Generation, entry.Confidences[target], 0, double.NaN, double.NaN, double.NaN, double.NaN)).ToArray();
        var wide = colours.to(ScalarType.Float64, CPU);
        rows[^1] = rows[^1] with
        {
            ImageNorm = picture.to(ScalarType.Float64, CPU).square().sum().sqrt().item<double>(),
            TotalVariation = TotalVariation.PerImage(wide, TotalVariationKind.AnisotropicL1).item<double>(),
            HighFrequencyShare = RadialPowerSpectrum.HighFrequencyShare(wide.squeeze(0)),
        };
        return rows;
    }
}
