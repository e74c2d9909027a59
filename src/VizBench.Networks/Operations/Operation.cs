namespace VizBench.Networks;

/// <summary>What a layer computes. Immutable; the parameters' values live in the <see cref="Network"/>.</summary>
public abstract record Operation
{
    /// <summary>The parameters by role ("weight", "bias", …) and the shape that each must have.</summary>
    public virtual IReadOnlyList<(string Role, long[] Shape)> Parameters => [];

    /// <summary>The output for a batch; differentiable. Never changes its inputs, so that a recorded activation stays what it was.</summary>
    /// <param name="inputs">(N, C, H, W) or (N, features) each</param>
    /// <param name="parameters">the layer's parameters by role</param>
    public abstract Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters);

    /// <summary>The shape of one sample's output, from the shapes of its inputs: (C, H, W) or (features).</summary>
    /// <exception cref="ArgumentException">inputs that the operation can't take; the message says why</exception>
    public virtual long[] OutputShape(IReadOnlyList<long[]> inputs) => inputs[0];

    /// <summary>What one unit of the output reads of each input.</summary>
    public virtual ReceptiveWindow Window(long[] input) => ReceptiveWindow.Point;
}
