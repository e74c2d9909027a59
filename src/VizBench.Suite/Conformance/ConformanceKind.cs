namespace VizBench.Suite;

/// <summary>One kind of case: how its value is computed here. Kinds are found by reflection; a new one is one file.</summary>
public abstract class ConformanceKind
{
    /// <summary>The methods of cases.json that it computes.</summary>
    public abstract IEnumerable<string> Methods { get; }

    /// <summary>The value in the shape in which the reference states it; owned by the caller's dispose scope.</summary>
    /// <exception cref="UserError">the case can't be computed: a parameter, a layer or a file is not as it should be</exception>
    public abstract Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation);
}
