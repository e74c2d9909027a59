namespace VizBench.Networks;

/// <summary>The logarithms of the probabilities over the classes of each sample.</summary>
public sealed record LogSoftmax : Operation
{
    /// <summary>The classes' axis of a sample, counted without the batch.</summary>
    public int Axis { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].log_softmax(Axis + 1);

    public override ReceptiveWindow Window(long[] input) => Axis == 0 ? ReceptiveWindow.Point : ReceptiveWindow.Whole;
}
