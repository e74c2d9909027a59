namespace VizBench.Methods.Optimising;

/// <summary>
/// L-BFGS, ascending, without a line search: the two-loop recursion over the last steps, the first step min(1, 1/‖g‖₁) · rate,
/// then rate; as PyTorch's without its line search, one evaluation a step. Nocedal 1980. Each sample keeps curvature of its
/// own; a pair whose curvature isn't positive is passed over.
/// </summary>
/// <param name="history">pairs kept</param>
/// <param name="firstMove">
/// how much the first step moves a number on average, and what is positive is then relative: whatever the objective is multiplied with, the steps
/// are the same. Null: as PyTorch's
/// </param>
internal sealed class Lbfgs(int history = 10, double? firstMove = null) : Optimiser
{
    private const double LeastCurvature = 1e-10;
    private const double LeastCosine = 1e-6;

    /// <summary>
    /// Last numbers and gradient as one vector a sample; then pairs (difference s of numbers, y of gradients), oldest first, unused ones 0. Each
    /// pair is divided by the root of its curvature s·y, which then is 1 and need not be taken again at every step.
    /// </summary>
    internal override Tensor[] Start(IReadOnlyList<Tensor> parameters)
    {
        var like = zeros_like(Flat(parameters));
        return [.. Enumerable.Range(0, 2 + 2 * history).Select(_ => zeros_like(like))];
    }

    internal override (Tensor[] Parameters, Tensor[] Memory) Update(
        IReadOnlyList<Tensor> parameters, IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor> memory, double rate, int step)
    {
        // In the usual form it descends: f = −objective.
        using var ascent = Flat(gradients);
        var (x, g) = (Flat(parameters), -ascent);
        var pairs = memory.Skip(2).ToList();
        if (step > 0)
        {
            using Tensor s = x - memory[0], y = g - memory[1];
            var curvature = Dot(s, y);
            var fits = firstMove is null ? curvature.gt(LeastCurvature) : curvature.gt(Dot(s, s).sqrt() * Dot(y, y).sqrt() * LeastCosine);
            var scale = curvature.sqrt().reciprocal();
            var shifted = pairs.Skip(2).Append(s * scale).Append(y * scale).ToList();
            // A sample without positive curvature keeps the pairs that it had. Where all have some, the memory of the pairs is taken over as it is.
            pairs = fits.all().item<bool>() ? shifted : [.. pairs.Zip(shifted, (old, moved) => where(fits, moved, old))];
        }

        // A step costs as much as its passes over vectors of all numbers: a product is added as it is made.
        var direction = ascent.alias();
        var weights = new Stack<Tensor>();
        for (var i = history - 1; i >= 0; i--)
        {
            var weight = Dot(pairs[2 * i], direction);
            weights.Push(weight);
            direction = Moved(direction, pairs[2 * i + 1], weight, -1);
        }

        var squared = Dot(pairs[2 * history - 1], pairs[2 * history - 1]);
        var (hasPair, one) = (squared.gt(0), ones([g.shape[0], 1], g.dtype, g.device));
        direction = direction.mul_(where(hasPair, Inverse(squared), one));
        for (var i = 0; i < history; i++)
        {
            var correction = Dot(pairs[2 * i + 1], direction);
            direction = Moved(direction, pairs[2 * i], weights.Pop() - correction, 1);
        }

        var size = where(hasPair, one, WithoutPair(g, step));
        using (direction)
            return (Split(x.addcmul(direction, size * rate, 1), parameters), [x, g, .. pairs]);
    }

    /// <summary>What the gradient is multiplied with where no pair says how far to go, (N, 1).</summary>
    private Tensor WithoutPair(Tensor g, int step)
    {
        using var magnitudes = g.abs();
        return firstMove is { } move ? Inverse(magnitudes.mean([1], true)) * move
            : step > 0 ? ones([g.shape[0], 1], g.dtype, g.device)
            : Inverse(magnitudes.sum(1, true)).clamp(max: 1);
    }

    private static Tensor Flat(IReadOnlyList<Tensor> parts) => cat([.. parts.Select(part => part.flatten(1))], 1);

    private static Tensor[] Split(Tensor flat, IReadOnlyList<Tensor> like)
    {
        var (parts, first) = (new List<Tensor>(), 0L);
        foreach (var part in like)
        {
            var size = part.shape.Skip(1).Aggregate(1L, (product, extent) => product * extent);
            parts.Add(flat.narrow(1, first, size).reshape(part.shape));
            first += size;
        }

        return [.. parts];
    }

    // What is as large as a picture goes at once: new memory costs more than what is computed in it.
    private static Tensor Dot(Tensor a, Tensor b)
    {
        using var products = a * b;
        return products.sum(1, true);
    }

    private static Tensor Moved(Tensor direction, Tensor along, Tensor weight, double sign)
    {
        var moved = direction.addcmul(along, weight, sign);
        direction.Dispose();
        return moved;
    }

    /// <summary>1/x; 0 where x is 0, as of a pair that isn't there yet.</summary>
    private static Tensor Inverse(Tensor x)
    {
        var isZero = x.eq(0);
        return where(isZero, zeros_like(x), (x + isZero).reciprocal());
    }
}
