using VizBench.Networks;

namespace VizBench.Training;

/// <summary>
/// Mean and variance that batch normalisation found, by layer: gathered by one forward pass, then moved into the network's
/// running statistics. The passes of one step run side by side and must not write to the same tensors.
/// </summary>
internal sealed class BatchStatistics
{
    private const double Momentum = 0.1;
    private readonly Dictionary<string, (Tensor Mean, Tensor Variance)> _byLayer = new(StringComparer.Ordinal);

    internal IEnumerable<Tensor> Tensors => _byLayer.Values.SelectMany(pair => new[] { pair.Mean, pair.Variance });

    /// <summary>Fresh tensors for a layer, for <c>batch_norm</c> to write into with momentum 1; owned by the caller's dispose scope.</summary>
    internal (Tensor Mean, Tensor Variance) Of(string layer, LayerParameters parameters) =>
        _byLayer[layer] = (zeros_like(parameters["running_mean"]), zeros_like(parameters["running_var"]));

    /// <summary>Moves the running statistics a tenth of the way towards the mean of what the passes found.</summary>
    internal static void Move(Network network, IReadOnlyList<BatchStatistics> passes)
    {
        using var grad = no_grad();
        foreach (var layer in network.Architecture.Layers.Where(layer => passes[0]._byLayer.ContainsKey(layer.Name)))
        {
            var parameters = network.ParametersOf(layer.Name);
            Move(parameters["running_mean"], [.. passes.Select(pass => pass._byLayer[layer.Name].Mean)]);
            Move(parameters["running_var"], [.. passes.Select(pass => pass._byLayer[layer.Name].Variance)]);
        }
    }

    private static void Move(Tensor running, Tensor[] found)
    {
        running.mul_(1 - Momentum);
        foreach (var value in found)
            running.add_(value, Momentum / found.Length);
    }
}
