using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Optimising;

/// <summary>
/// A network looks at pictures that have more digits than it. Pictures are painted in float32 at least: in bfloat16, with its 8 bits, a step of
/// a thousandth would be lost, and there are neither Fourier transforms nor quantiles.
/// </summary>
internal static class Sight
{
    /// <summary>The same probe with its pictures in the precision that is painted in: the network's own from float32 on.</summary>
    internal static Probe InPaintingPrecision(this Probe probe)
    {
        if (probe.Input.dtype is not (ScalarType.BFloat16 or ScalarType.Float16))
            return probe;
        return probe with
        {
            Input = probe.Input.to(ScalarType.Float32),
            Roles = probe.Roles.ToDictionary(role => role.Key, role => role.Value.to(ScalarType.Float32), StringComparer.Ordinal),
        };
    }

    /// <summary>The named layers' outputs in the picture's precision; differentiable by the picture.</summary>
    /// <param name="picture">(N, C, H, W), in the network's units</param>
    internal static IReadOnlyList<Tensor> Outputs(Network network, Tensor picture, IReadOnlyList<string> layers, CancellationToken cancellation) => picture.dtype == network.dtype
        ? ForwardWalk.Outputs(network, picture, layers, cancellation)
        : [.. ForwardWalk.Outputs(network, picture.to(network.dtype), layers, cancellation).Select(output => output.to(picture.dtype))];

    /// <summary>The logits in the picture's precision, (N, classes).</summary>
    internal static Tensor Logits(Network network, Tensor picture, CancellationToken cancellation) => Outputs(network, picture, [network.Architecture.Output.Name], cancellation)[0];
}
