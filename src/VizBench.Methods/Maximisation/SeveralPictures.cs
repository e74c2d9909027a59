using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Activation maximisation with several pictures of each class or unit. They stand side by side in one result, (N, C, H, n · W);
/// numbers beside it are their means. Each class or unit is an optimisation of its own.
/// </summary>
public abstract record SeveralPictures : ActivationMaximisation
{
    /// <summary>n.</summary>
    private protected abstract int Each { get; }

    private protected override int? MostTogether => 1;

    private protected override Probe PartOf(Probe probe, int first, int size) => SideBySide.Probe(base.PartOf(probe, first, size), Each);

    private protected override IReadOnlyList<long> KeysOf(Probe probe) => SideBySide.Keys(base.KeysOf(probe));

    private protected override PaintedBatch Presented(PaintedBatch painted) => SideBySide.Of(painted);
}
