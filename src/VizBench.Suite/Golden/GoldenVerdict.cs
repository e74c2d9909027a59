namespace VizBench.Suite;

/// <summary>What a comparison with a golden says. Only the first two are fine.</summary>
public enum GoldenVerdict
{
    /// <summary>Every number has the same bits, and the picture the same pixels.</summary>
    Match,

    /// <summary>Not the same, but by no more than rounding explains.</summary>
    WithinTolerance,

    /// <summary>Something differs by more than the tolerance.</summary>
    Different,

    /// <summary>Made from something else than the golden (weights, input, options): the numbers say nothing of each other.</summary>
    Incomparable,

    /// <summary>There is no golden yet.</summary>
    New,

    /// <summary>There is a golden, but no case that makes it.</summary>
    Orphaned,
}
