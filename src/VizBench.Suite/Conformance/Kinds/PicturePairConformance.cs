using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>"ssim" and "psnr" of two pictures (C,H,W), or of two batches, averaged.</summary>
internal sealed class PicturePairConformance : ConformanceKind
{
    // What structural similarity is computed with here; a case that says otherwise asks for another metric.
    private static readonly (string Name, double Value)[] s_fixed = [("sigma", 1.5), ("window", 11), ("k1", 0.01), ("k2", 0.03), ("border_crop", 5)];

    public override IEnumerable<string> Methods => ["ssim", "psnr"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        var parameters = reference.Parameters;
        foreach (var (name, value) in s_fixed)
        {
            if (parameters.Number(name, value) != value)
                throw new UserError($"{reference.Name}: parameter '{name}' is {parameters.Number(name)}; structural similarity is computed with {value}");
        }

        using var scope = NewDisposeScope();
        var (first, second) = (Batch(subject.Array(parameters.Text("a"))), Batch(subject.Array(parameters.Text("b"))));
        var range = parameters.Number("data_range", 1);
        var values = reference.Method is "psnr" ? SignalToNoise.Of(first, second, range) : [.. StructuralSimilarity.Of(first, second, range).Select(pair => pair.Mean)];
        return tensor(values.Average()).MoveToOuterDisposeScope();
    }

    private static Tensor Batch(Tensor pictures) => pictures.ndim == 3 ? pictures.unsqueeze(0) : pictures;
}
