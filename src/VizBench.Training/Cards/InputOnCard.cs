using VizBench.Networks;

namespace VizBench.Training;

/// <summary>What a network takes: pictures of this shape, red first, values in 0..1 by channel as (value − mean) / std.</summary>
/// <param name="Shape">(C, H, W)</param>
public sealed record InputOnCard(IReadOnlyList<long> Shape, IReadOnlyList<double> Mean, IReadOnlyList<double> Std)
{
    internal static InputOnCard Of(Architecture architecture) => new(architecture.InputShape, architecture.Preprocessing.Mean, architecture.Preprocessing.Std);
}
