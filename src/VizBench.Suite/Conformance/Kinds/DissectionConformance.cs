using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>"network-dissection" of given activations and masks: the units' thresholds, or their intersections over unions with the concepts.</summary>
internal sealed class DissectionConformance : ConformanceKind
{
    public override IEnumerable<string> Methods => ["network-dissection"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var parameters = reference.Parameters;
        if (parameters.Text("upsample") is not "bilinear" || parameters.Flag("align_corners", false))
            throw new UserError($"{reference.Name}: only bilinear enlargement without aligned corners is known here");
        var activations = subject.Array(parameters.Text("activations"));
        var thresholds = ArrayDissection.Thresholds(activations, parameters.Number("quantile"));
        switch (parameters.Text("output"))
        {
            case "thresholds":
                return tensor(thresholds, [thresholds.Length]).MoveToOuterDisposeScope();
            case "iou":
                int[]? categories = parameters.Has("categories") ? [.. parameters.Numbers("categories").Select(category => (int)category)] : null;
                var iou = ArrayDissection.Iou(ArrayDissection.Counts(activations, thresholds, subject.Array(parameters.Text("masks")), categories), IouOf(reference.Name, parameters.Text("iou")));
                return tensor(iou.Cast<double>().ToArray(), [iou.GetLength(0), iou.GetLength(1)]).MoveToOuterDisposeScope();
            default:
                throw new UserError($"{reference.Name}: parameter 'output' is '{parameters.Text("output")}'; it can be thresholds or iou");
        }
    }

    private static DissectionIou IouOf(string name, string text) => Names.ChoicesOf<DissectionIou>().TryGetValue(text, out var iou)
        ? iou
        : throw new UserError($"{name}: parameter 'iou' is '{text}'; it can be set or category-conditional");
}
