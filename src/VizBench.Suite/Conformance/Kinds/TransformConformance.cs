using VizBench.Methods.Optimising;

namespace VizBench.Suite;

/// <summary>"transform": one transform of a picture, or a chain of them.</summary>
internal sealed class TransformConformance : ConformanceKind
{
    public override IEnumerable<string> Methods => ["transform"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var image = subject.Array(reference.Parameters.Text("image"));
        var single = image.ndim == 3;
        var result = Of(reference, reference.Parameters, single ? image.unsqueeze(0) : image);
        return (single ? result.squeeze(0) : result).MoveToOuterDisposeScope();
    }

    private static Tensor Of(ConformanceCase reference, CaseParameters parameters, Tensor image) => parameters.Text("op") switch
    {
        "jitter" => Jitter.Shifted(image, (int)parameters.Number("dy"), (int)parameters.Number("dx")),
        "scale" => RandomScale.Of(image, parameters.Number("scale")),
        "rotate" => RandomRotation.Of(image, parameters.Number("degrees")),
        "pad" when parameters.Text("mode") is "reflect" => PadTransform.Reflected(image, (int)parameters.Number("width")),
        "pad" => PadTransform.Of(image, (int)parameters.Number("width"), [.. Enumerable.Repeat(parameters.Number("value", 0), (int)image.shape[1])]),
        "chain" => parameters.Items("steps").Aggregate(image, (value, step) => Of(reference, step, value)),
        var other => throw new UserError($"{reference.Name}: parameter 'op' is '{other}'; it can be jitter, scale, rotate, pad or chain"),
    };
}
