using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>
/// The attack by which robust accuracy is measured: projected gradient in l2 (Madry et al. 2018). From a random start within
/// the ball it steps along the normalised gradient of the loss, each step 2.5 · ε / steps long, and returns after each to the
/// ball and to pixel values in 0..1.
/// </summary>
internal static class ProjectedGradient
{
    private const double Reach = 2.5;

    /// <summary>The perturbed batch; owned by the caller's dispose scope.</summary>
    /// <param name="epsilon">in the input's normalised units</param>
    /// <param name="bounds">the lowest and the highest value of a pixel, in normalised units</param>
    /// <param name="loss">the loss of a batch of inputs</param>
    internal static Tensor Attack(
        Tensor input, double epsilon, int steps, (double Low, double High) bounds, RandomStream stream, Func<Tensor, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var current = (input + L2Ball.ScaledTo(L2Ball.RandomDirections(input, stream), epsilon * stream.NextDouble())).clamp(bounds.Low, bounds.High);
        for (var step = 0; step < steps; step++)
        {
            using var inner = NewDisposeScope();
            var leaf = current.detach().requires_grad_();
            var gradient = autograd.grad([loss(leaf)], [leaf])[0];
            using var grad = no_grad();
            var moved = current + L2Ball.ScaledTo(gradient, epsilon * Reach / steps);
            current = (input + L2Ball.Projected(moved - input, epsilon)).clamp(bounds.Low, bounds.High).MoveToOuterDisposeScope();
        }

        return current.MoveToOuterDisposeScope();
    }
}
