using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Optimising;

/// <summary>An objective's values at some inputs, and their gradients. The network runs as far as the objective looks, no further.</summary>
internal static class Climb
{
    /// <param name="input">(N · views, C, H, W), in the network's units</param>
    /// <param name="samples">N</param>
    /// <param name="redirect">whether blocked ReLUs are redirected</param>
    /// <returns>(N), and of the input's shape</returns>
    internal static (Tensor Values, Tensor Gradient) Of(Network network, Objective objective, Tensor input, int samples, bool redirect, CancellationToken cancellation) =>
        redirect ? ByRules(network, objective, input, samples, cancellation)
        : objective.ByItself(input, gradient: true, cancellation) is { Gradient: { } gradient, Values: var values } ? (values, gradient)
        : ByAutograd(network, objective, input, samples, cancellation);

    /// <summary>The values alone, (N).</summary>
    internal static Tensor ValuesOf(Network network, Objective objective, Tensor input, int samples, CancellationToken cancellation)
    {
        using var grad = no_grad();
        return objective.ByItself(input, gradient: false, cancellation)?.Values ?? objective.Of(new Seen(Outputs(network, objective, input, cancellation), samples));
    }

    private static (Tensor Values, Tensor Gradient) ByAutograd(Network network, Objective objective, Tensor input, int samples, CancellationToken cancellation)
    {
        using var grad = enable_grad();
        var leaf = input.detach().requires_grad_();
        var values = objective.Of(new Seen(Outputs(network, objective, leaf, cancellation), samples));
        return (values.detach(), autograd.grad([values.sum()], [leaf])[0]);
    }

    private static (Tensor Values, Tensor Gradient) ByRules(Network network, Objective objective, Tensor input, int samples, CancellationToken cancellation)
    {
        using var recording = Recording.Of(network, input.to(network.dtype), objective.Layers, cancellation: cancellation);
        var (values, seeds) = Seeds(objective, recording, samples, input.dtype);
        return (values, BackwardWalk.Run(recording, seeds, RedirectedReLU.Table, cancellation: cancellation)[0].to(input.dtype));
    }

    /// <summary>The values, and their gradient by the output of each layer that the objective looks at.</summary>
    private static (Tensor Values, Dictionary<string, Tensor> Seeds) Seeds(Objective objective, Recording recording, int samples, ScalarType type)
    {
        using var grad = enable_grad();
        var leaves = objective.Layers.ToDictionary(layer => layer, layer => recording[layer].Output.detach().requires_grad_(), StringComparer.Ordinal);
        var values = objective.Of(new Seen(leaves.ToDictionary(leaf => leaf.Key, leaf => leaf.Value.to(type), StringComparer.Ordinal), samples));
        var gradients = autograd.grad([values.sum()], [.. leaves.Values]);
        return (values.detach(), leaves.Keys.Zip(gradients).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
    }

    private static Dictionary<string, Tensor> Outputs(Network network, Objective objective, Tensor input, CancellationToken cancellation) =>
        objective.Layers.Zip(Sight.Outputs(network, input, objective.Layers, cancellation)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
}
