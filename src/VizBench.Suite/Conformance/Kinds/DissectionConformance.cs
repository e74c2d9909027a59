using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>"network-dissection" of given activations and masks: the units' thresholds, or their intersections over unions with the concepts.</summary>
internal sealed class DissectionConformance : ConformanceKind
{
    public override IEnumerable<string> Methods => ["network-dissection"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var parameters = reference.Parameters;
        var activations = subject.Array(parameters.Text("activations"));
        var shape = activations.shape;
        var thresholds = new UnitThresholds(shape[1], shape[0] * shape[2] * shape[3], parameters.Number("quantile"));
        thresholds.Add(activations);
        var values = thresholds.Values();
        switch (parameters.Text("output"))
        {
            case "thresholds":
                return tensor(values, [values.Length]).MoveToOuterDisposeScope();
            case "iou":
                var iou = Iou(reference.Name, parameters, activations, values, subject.Array(parameters.Text("masks")));
                return tensor(iou.Cast<double>().ToArray(), [iou.GetLength(0), iou.GetLength(1)]).MoveToOuterDisposeScope();
            default:
                throw new UserError($"{reference.Name}: parameter 'output' is '{parameters.Text("output")}'; it can be thresholds or iou");
        }
    }

    private static double[,] Iou(string name, CaseParameters parameters, Tensor activations, double[] thresholds, Tensor masks)
    {
        if (parameters.Text("upsample") is not "bilinear" || parameters.Flag("align_corners", false))
            throw new UserError($"{name}: only bilinear enlargement without aligned corners is known here");
        int[]? categories = parameters.Has("categories") ? [.. parameters.Numbers("categories").Select(category => (int)category)] : null;
        var (height, width) = (masks.shape[2], masks.shape[3]);
        using var counts = new ConceptCounts(activations.shape[1], masks.shape[1], categories, activations.device);
        var limits = tensor(thresholds, [1, thresholds.Length, 1, 1], activations.dtype, activations.device);
        counts.Add(MapSampling.Bilinear(activations, height, width).gt(limits), masks.dtype == ScalarType.Bool ? masks : masks.gt(0));
        return parameters.Text("iou") switch
        {
            "set" => counts.SetIou(),
            "category-conditional" => counts.CategoryConditionalIou(),
            var other => throw new UserError($"{name}: parameter 'iou' is '{other}'; it can be set or category-conditional"),
        };
    }
}
