using VizBench.Data.Images;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>What a result's picture depends on.</summary>
/// <param name="Values">of one sample, in C order</param>
/// <param name="Shape">without the batch axis</param>
/// <param name="Architecture">whose class names and normalisation hold</param>
/// <param name="TrueClass">marked among the logits; null: none</param>
public sealed record ResultView(ResultKind Kind, double[] Values, long[] Shape, Architecture Architecture, long? TrueClass)
{
    internal Normalization Normalization => InputTensors.NormalizationOf(Architecture.Preprocessing);

    /// <summary>An attribution as one number a pixel, a class activation map enlarged to the network's input.</summary>
    internal AttributionMap Map => Kind == ResultKind.ClassActivationMap
        ? AttributionMap.Of(Values, Shape).EnlargedTo((int)Architecture.InputShape[1], (int)Architecture.InputShape[2])
        : AttributionMap.Of(Values, Shape);

    internal static ResultView Of(CaseResult result, Architecture architecture) =>
        new(result.Facts.ResultKind, result.Value.ToDoubles(), result.Value.Shape, architecture, result.Facts.TrueClass);
}
