namespace VizBench.Networks;

/// <summary>Two inputs joined element by element. An axis of length 1 is repeated to the other's length.</summary>
public abstract record BroadcastOperation : Operation
{
    public sealed override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => Joined(inputs[0], inputs[1]);

    public sealed override long[] OutputShape(IReadOnlyList<long[]> inputs) => Broadcasting.Of(inputs);

    public sealed override ReceptiveWindow Window(long[] input) => Broadcasting.Window(input);

    /// <summary>Two elements' value.</summary>
    protected abstract Tensor Joined(Tensor first, Tensor second);
}
