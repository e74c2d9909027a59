using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>Finds, in one gradient step from a random start, perturbations that raise the loss; see <see cref="AdversaryOptions"/>.</summary>
internal static class Adversary
{
    /// <summary>The perturbed batch: each image moved by at most epsilon in l2 norm; owned by the caller's dispose scope.</summary>
    /// <param name="epsilon">in the input's normalised units</param>
    /// <param name="loss">the loss of a batch of inputs</param>
    internal static Tensor Perturb(Tensor input, double epsilon, RandomStream stream, Func<Tensor, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var start = L2Ball.ScaledTo(L2Ball.RandomDirections(input, stream), epsilon * 0.5);
        var perturbed = (input + start).detach().requires_grad_();
        var gradient = autograd.grad([loss(perturbed)], [perturbed])[0];
        using var grad = no_grad();
        return (input + L2Ball.Projected(start + L2Ball.ScaledTo(gradient, epsilon), epsilon)).detach().MoveToOuterDisposeScope();
    }
}
