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

    /// <summary>How many pictures of each optimisation stand there: its last one, and before it those that the easel was told to keep.</summary>
    private protected virtual int Along => 1;

    private protected override int? MostTogether(Probe probe) => 1;

    private protected override Probe PartOf(Probe probe, int first, int size) => SideBySide.Probe(base.PartOf(probe, first, size), Each, Along);

    private protected override IReadOnlyList<long> KeysOf(Probe probe) => SideBySide.Keys(base.KeysOf(probe));

    private protected override PaintedBatch Presented(PaintedBatch painted) => SideBySide.Of(painted);
}
