namespace VizBench.Networks;

/// <summary>A network with averages in the place of its maxima: Gatys et al. 2015 synthesise with it.</summary>
public static class AveragePooling
{
    /// <summary>
    /// The same layers and weights, every max-pool an average pool of the same windows, padding not counted. The result shares the
    /// network's parameters and must not be disposed of; without max-pools it is the network itself.
    /// </summary>
    /// <exception cref="UserError">a max-pool with gaps in its window, of which there is no average pool</exception>
    public static Network Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var architecture = network.Architecture;
        if (!architecture.Layers.Any(layer => layer.Operation is MaxPool))
            return network;
        var layers = architecture.Layers.Select(layer => layer.Operation is MaxPool pool ? layer with { Operation = Averaged(architecture, layer, pool) } : layer);
        return new Network(architecture.With([.. layers], architecture.Output.Name), network.Parameters, network.dtype, network.device);
    }

    private static AveragePool Averaged(Architecture architecture, Layer layer, MaxPool pool) => pool.Dilation == (Extent)1
        ? new AveragePool(pool.Kernel, pool.Stride) { Padding = pool.Padding, CeilMode = pool.CeilMode, CountIncludePad = false }
        : throw new UserError($"{architecture.Name}: {layer.Name} takes the maximum of a window with gaps, which no average pool has; take another network, or pooling=max where the method has it");
}
