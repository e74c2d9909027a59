using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>The evaluation of methods that paint, with the settings that it holds for.</summary>
/// <param name="Version">the product's</param>
/// <param name="Notes">what could not be painted, and why</param>
/// <param name="Pictures">the first picture of each class or unit, in the evaluations' order</param>
public sealed record PaintingSet(
    string Version, PaintingSettings Settings, IReadOnlyList<AttributionEvaluation> Evaluations, IReadOnlyList<string> Notes, IReadOnlyList<PaintedRow> Pictures);

/// <summary>A method's pictures on one network.</summary>
/// <param name="Method">its label</param>
/// <param name="Pictures">by class or unit</param>
public sealed record PaintedRow(string Network, string Method, IReadOnlyList<RgbImage> Pictures);
