namespace VizBench.Networks.Walks;

/// <summary>What a recording kept of one layer; it belongs to the recording.</summary>
/// <param name="Inputs">the layer's inputs, cut from the layers that made them</param>
/// <param name="Output">the layer's own output, on a graph that reaches back to <paramref name="Inputs"/></param>
/// <param name="Parameters">the layer's parameters by role</param>
/// <param name="Switches">of a max-pool where they were asked for: the position of each maximum, (N, C, h, w), int64</param>
public sealed record LayerRecord(Layer Layer, IReadOnlyList<Tensor> Inputs, Tensor Output, LayerParameters Parameters, Tensor? Switches)
{
    /// <summary>The signal times the layer's Jacobian, one tensor for each input: the transposed layer, bias excluded.</summary>
    /// <param name="signal">of the output's shape</param>
    public IReadOnlyList<Tensor> VectorJacobianProduct(Tensor signal) =>
        [.. autograd.grad([Output], [.. Inputs], [signal], retain_graph: true)];

    internal void DetachFromDisposeScope()
    {
        foreach (var tensor in Tensors())
            tensor.DetachFromDisposeScope();
    }

    internal void Dispose()
    {
        foreach (var tensor in Tensors())
            tensor.Dispose();
    }

    private IEnumerable<Tensor> Tensors() => Switches is null ? [.. Inputs, Output] : [.. Inputs, Output, Switches];
}
