namespace VizBench.Methods.Relevance;

/// <summary>What keeps a quotient R / z finite.</summary>
internal static class Stabiliser
{
    /// <summary>z + e·sign(z), sign(0) = +1.</summary>
    /// <remarks>A negative zero counts as negative, which nothing shows: only contributions that are all zero sum to it.</remarks>
    internal static Tensor Stabilised(this Tensor z, double e) => e == 0 ? z : tensor(e, z.dtype, z.device).copysign(z).add_(z);

    /// <summary>f·R / (z + e·sign(z)); without a stabiliser, 0 where z is 0.</summary>
    internal static Tensor Quotient(Tensor relevance, Tensor z, double e, double factor = 1) => (e, factor) switch
    {
        (0, 1) => OrZero(relevance, z),
        (0, _) => OrZero(relevance, z).mul_(factor),
        (_, 1) => relevance / z.Stabilised(e),
        // The factor comes with the addition, which is a pass over memory less.
        _ => relevance / tensor(e / factor, z.dtype, z.device).copysign(z).add_(z, 1 / factor),
    };

    /// <summary>R / z, and 0 where z is 0: such an output has nothing to hand on.</summary>
    internal static Tensor OrZero(Tensor relevance, Tensor z)
    {
        var none = z.eq(0);
        return where(none, zeros_like(z), relevance / where(none, ones([1], z.dtype, z.device), z));
    }
}
