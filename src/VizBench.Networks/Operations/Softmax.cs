namespace VizBench.Networks;

/// <summary>Probabilities over the classes of each sample.</summary>
public sealed record Softmax : Operation
{
    /// <summary>The classes' axis of a sample, counted without the batch.</summary>
    public int Axis { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].softmax(Axis + 1);

    public override ReceptiveWindow Window(long[] input) => Axis == 0 ? ReceptiveWindow.Point : ReceptiveWindow.Whole;
}
