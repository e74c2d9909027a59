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
        var start = ScaledTo(RandomDirections(input, stream), epsilon * 0.5);
        var perturbed = (input + start).detach().requires_grad_();
        var gradient = autograd.grad([loss(perturbed)], [perturbed])[0];
        using var grad = no_grad();
        var moved = start + ScaledTo(gradient, epsilon);
        var shrink = (Norms(moved).reciprocal() * epsilon).clamp(max: 1.0);
        return (input + moved * shrink).detach().MoveToOuterDisposeScope();
    }

    private static Tensor ScaledTo(Tensor directions, double length) => directions * (Norms(directions).reciprocal() * length);

    /// <summary>The l2 norm of each sample, (N, 1, 1, 1).</summary>
    private static Tensor Norms(Tensor batch) => batch.square().sum([1, 2, 3], true).add(1e-20).sqrt();

    /// <summary>Uniform in the cube: the direction need not be exactly isotropic, and normal numbers cost ten times as much.</summary>
    private static Tensor RandomDirections(Tensor like, RandomStream stream)
    {
        var values = new float[like.NumberOfElements];
        for (var i = 0; i < values.Length; i++)
            values[i] = (int)stream.NextUInt32() * (1f / int.MaxValue);
        return tensor(values, like.shape, like.dtype, like.device);
    }
}
