using VizBench.Randomness;

namespace VizBench.Metrics;

/// <summary>
/// Fills missing pixels so that they tell as little as possible: each is the weighted mean of its eight neighbors, missing ones included, beside a little
/// noise. Rong, Leemann, Borisov, Kasneci and Kasneci 2022.
/// </summary>
/// <remarks>
/// With w = 1/6 for the four next and 1/12 for the four diagonal neighbors, those beyond the border left out, the missing pixels x_i solve
/// (Σ_j w_ij) x_i − Σ_{j missing} w_ij x_j = Σ_{j known} w_ij v_j: a sparse system for each channel, symmetric and positive definite as soon as one pixel is
/// known. Conjugate gradients solve all of them together; each stops at its own residual, so that a picture alone is filled as in a batch.
/// </remarks>
public static class NoisyLinearImputation
{
    /// <summary>The deviation of the noise in the authors' program, in units of the input.</summary>
    public const double DefaultNoise = 0.01;

    private const double Tolerance = 1e-10;

    /// <summary>The pictures with their missing pixels filled, in their own type, without noise. NaN in a known pixel spreads over its channel's missing ones.</summary>
    /// <param name="pictures">(N,C,H,W)</param>
    /// <param name="missing">(N,1,H,W), boolean: the same pixels of every channel</param>
    /// <exception cref="ArgumentException">shapes don't go together, or a picture of which nothing is known</exception>
    public static Tensor Fill(Tensor pictures, Tensor missing)
    {
        Check(pictures, missing);
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var (height, width) = (pictures.shape[2], pictures.shape[3]);
        var planes = pictures.detach().to(float64).reshape(-1, 1, height, width);
        var holes = missing.to(float64).expand(pictures.shape).reshape(-1, 1, height, width);
        // NaN times 0 is NaN: what is missing must not be looked at.
        var known = where(holes.gt(0), zeros_like(planes), planes);
        var weight = Neighbors(ones([1, 1, height, width], float64, planes.device));
        Tensor System(Tensor x) => holes * (weight * x - Neighbors(x));
        var right = holes * Neighbors(known);
        // The mean of what is known is a good start: the far parts of a large hole are near it.
        var mean = Sum(known) / Sum(1 - holes);
        var filled = Solve(System, right, holes * mean, weight);
        return where(holes.gt(0), filled, planes).reshape(pictures.shape).to(pictures.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>Normal noise for every value of a picture (C,H,W), the same on every device.</summary>
    internal static double[] Noise(StreamKey key, double deviation, long count) => Array.ConvertAll(key.Open().Normal(count), value => deviation * value);

    /// <summary>Conjugate gradients with the diagonal as preconditioner, each plane by itself.</summary>
    private static Tensor Solve(Func<Tensor, Tensor> system, Tensor right, Tensor start, Tensor diagonal)
    {
        var (x, residual) = (start.clone(), right - system(start));
        // Where all neighbors of a hole are 0 so is the right side, and only the start gives the scale.
        var goal = (Sum(right.square()) + Sum(residual.square())) * (Tolerance * Tolerance);
        var direction = residual / diagonal;
        var product = Sum(residual * direction);
        // As many steps as there are pixels solve any such system but for rounding.
        for (var step = 0L; step < 10 * right.shape[2] * right.shape[3]; step++)
        {
            using var scope = NewDisposeScope();
            var isOpen = Sum(residual.square()).gt(goal);
            if (!isOpen.any().item<bool>())
                return x;
            var image = system(direction);
            // A plane that is done takes steps of length 0.
            var length = isOpen.to(float64) * product / (Sum(direction * image) + isOpen.logical_not().to(float64));
            x.add_(length * direction);
            residual.add_(length * image, -1);
            var scaled = residual / diagonal;
            var next = Sum(residual * scaled);
            direction.mul_(next / (product + product.eq(0).to(float64))).add_(scaled);
            product.copy_(next);
        }

        throw new InvalidOperationException("the missing pixels' system was not solved: conjugate gradients did not converge");
    }

    /// <summary>The weighted sum of each pixel's neighbors: 1, 2, 1 along both axes, without the pixel itself, over 12.</summary>
    private static Tensor Neighbors(Tensor planes) => (WithNext(WithNext(planes, 2), 3) - planes * 4) / 12;

    private static Tensor WithNext(Tensor planes, long axis)
    {
        var pairs = planes.shape[axis] - 1;
        var sum = planes * 2;
        sum.narrow(axis, 1, pairs).add_(planes.narrow(axis, 0, pairs));
        sum.narrow(axis, 0, pairs).add_(planes.narrow(axis, 1, pairs));
        return sum;
    }

    private static Tensor Sum(Tensor planes) => planes.sum([2, 3], true);

    private static void Check(Tensor pictures, Tensor missing)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(missing);
        if (pictures.ndim != 4 || missing.ndim != 4 || missing.dtype != ScalarType.Bool || !missing.shape.SequenceEqual([pictures.shape[0], 1, .. pictures.shape[2..]]))
            throw new ArgumentException($"takes pictures (N,C,H,W) and boolean masks of their missing pixels (N,1,H,W), not {pictures} and {missing}", nameof(missing));
        using var scope = NewDisposeScope();
        if (missing.to(float64).amin(1, 2, 3).gt(0).any().item<bool>())
            throw new ArgumentException("nothing is known of a picture: all of its pixels are missing, and there is nothing to fill them from", nameof(missing));
    }
}
