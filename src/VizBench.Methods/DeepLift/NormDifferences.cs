using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.DeepLift;

/// <summary>
/// DeepLIFT's multipliers of p-norms, taken apart: |x|^p, its sum, and the root of that, each by the quotient of its differences, so that
/// the parts sum to m·Δout. A Jacobian averaged along the way doesn't: a norm has a kink wherever the way passes zero.
/// </summary>
/// <param name="record">here; its input is (N, …)</param>
/// <param name="baseline">the same layer at the baseline, of one sample</param>
internal sealed class NormDifferences(LayerRecord record, LayerRecord baseline)
{
    private const double SmallestDifference = 1e-10;

    private readonly Tensor _x = record.Inputs[0].detach();
    private readonly Tensor _start = baseline.Inputs[0].detach();

    /// <summary>Of the norm over some axes, which stay with length 1.</summary>
    internal Tensor OfNorm(Tensor m, double p) => Through(m, record.Output.detach(), baseline.Output.detach(), p, signal => signal.expand(_x.shape));

    /// <summary>Of the norms of windows.</summary>
    internal Tensor OfPool(Tensor m, LpPool pool) => Through(m, record.Output.detach(), baseline.Output.detach(), pool.P, signal =>
    {
        using var grad = enable_grad();
        var parts = zeros_like(_x).requires_grad_();
        var sums = nn.functional.avg_pool2d(parts, pool.Kernel.ToArray(), pool.Stride.ToArray()) * (pool.Kernel.Height * pool.Kernel.Width);
        return autograd.grad([sums], [parts], [signal])[0];
    });

    /// <summary>Of x · r, r one divided by the norm: Δ(x·r) is Δx times the mean of r at both ends plus Δr times that of x.</summary>
    internal Tensor OfQuotient(Tensor m, LpNormalization operation)
    {
        Tensor Norm(Tensor values) => Powers(values, operation.P).sum(operation.Axis + 1, keepdim: true).pow(1 / operation.P);
        Tensor Inverse(Tensor norm) => where(norm.eq(0), ones([1], norm.dtype, norm.device), norm).reciprocal();
        var (norm, normThere) = (Norm(_x), Norm(_start));
        var (inverse, inverseThere) = (Inverse(norm), Inverse(normThere));
        var ofInverse = (m * (_x + _start) * 0.5).sum(operation.Axis + 1, keepdim: true);
        var ofNorm = ofInverse * Divided(inverse - inverseThere, norm - normThere, () => inverse.square() * -1);
        return m * (inverse + inverseThere) * 0.5 + Through(ofNorm, norm, normThere, operation.P, signal => signal.expand(_x.shape));
    }

    /// <param name="spread">from the sums to what is summed</param>
    private Tensor Through(Tensor m, Tensor norm, Tensor normThere, double p, Func<Tensor, Tensor> spread)
    {
        var nothing = zeros([1], m.dtype, m.device);
        var root = Divided(
            norm - normThere, Powers(norm, p) - Powers(normThere, p),
            () => p == 1 ? ones([1], m.dtype, m.device) : where(norm.eq(0), nothing, norm.pow(1 - p) * (1 / p)));
        var parts = Divided(Powers(_x, p) - Powers(_start, p), _x - _start, () => (p == 1 ? _x.sign() : _x.abs().pow(p - 1) * _x.sign()) * p);
        return spread(m * root) * parts;
    }

    /// <summary>The quotient; the slope where the divisor vanishes.</summary>
    private static Tensor Divided(Tensor difference, Tensor divisor, Func<Tensor> slope)
    {
        var isSmall = divisor.abs().lt(SmallestDifference);
        return where(isSmall, slope(), difference / where(isSmall, ones([1], divisor.dtype, divisor.device), divisor));
    }

    private static Tensor Powers(Tensor values, double p) => values.abs().pow(p);
}
