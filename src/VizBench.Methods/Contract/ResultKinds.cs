namespace VizBench.Methods;

/// <summary>What kinds of results have in common.</summary>
public static class ResultKinds
{
    /// <summary>Whether the result scores the input's pixels, so that it can be held against a region.</summary>
    public static bool IsAttribution(this ResultKind kind) =>
        kind is ResultKind.SignedAttribution or ResultKind.UnsignedAttribution or ResultKind.ClassActivationMap or ResultKind.Projection;

    /// <summary>Whether values below zero mean something.</summary>
    public static bool IsSigned(this ResultKind kind) => kind is not ResultKind.UnsignedAttribution;
}
