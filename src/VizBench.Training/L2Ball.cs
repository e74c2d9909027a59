using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>Perturbations of a batch of images, (N, C, H, W), each image's measured by its own l2 norm.</summary>
internal static class L2Ball
{
    internal static Tensor ScaledTo(Tensor directions, double length) => directions * (Norms(directions).reciprocal() * length);

    /// <summary>Shortens what is longer than the radius.</summary>
    internal static Tensor Projected(Tensor perturbation, double radius) =>
        perturbation * (Norms(perturbation).reciprocal() * radius).clamp(max: 1.0);

    /// <summary>Directions uniform in the cube: they need not be exactly isotropic, and normal numbers cost ten times as much.</summary>
    internal static Tensor RandomDirections(Tensor like, RandomStream stream)
    {
        var values = new float[like.NumberOfElements];
        for (var i = 0; i < values.Length; i++)
            values[i] = (int)stream.NextUInt32() * (1f / int.MaxValue);
        return tensor(values, like.shape, like.dtype, like.device);
    }

    /// <summary>The l2 norm of each sample, (N, 1, 1, 1).</summary>
    private static Tensor Norms(Tensor batch) => batch.square().sum([1, 2, 3], true).add(1e-20).sqrt();
}
