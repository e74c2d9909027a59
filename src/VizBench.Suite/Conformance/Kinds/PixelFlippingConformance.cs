using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>"deletion" and "insertion": the target's probability while pixels go or come in the order of an attribution, or the area under it.</summary>
internal sealed class PixelFlippingConformance : ConformanceKind
{
    public override IEnumerable<string> Methods => ["deletion", "insertion"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        var parameters = reference.Parameters;
        var target = reference.TargetOrError();
        var input = subject.InputOf(reference);
        var probability = TargetScores.ProbabilityOf(subject.Network, target, cancellation);
        var (attribution, steps, baseline) = (subject.Array(parameters.Text("attribution")), (int)parameters.Number("steps"), parameters.Number("baseline", 0));
        var curve = reference.Method is "deletion"
            ? PixelFlipping.Deletion(input, attribution, steps, baseline, probability)
            : PixelFlipping.Insertion(input, attribution, steps, baseline, probability);
        return parameters.Text("output") switch
        {
            "curve" => tensor(curve, [curve.Length]),
            "auc" => tensor(PixelFlipping.Area(curve)),
            var other => throw new UserError($"{reference.Name}: parameter 'output' is '{other}'; it can be curve or auc"),
        };
    }
}
