namespace VizBench.Networks;

/// <summary>The logarithms of the probabilities over the classes of each sample.</summary>
public sealed record LogSoftmax : Operation
{
    /// <summary>The axis over which they sum to 1, counted without the batch: the channels' unless it says otherwise.</summary>
    public int Axis { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].log_softmax(Axis + 1);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Axis >= 0 && Axis < inputs[0].Length
        ? inputs[0]
        : throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) has no axis {Axis + 1}");

    public override ReceptiveWindow Window(long[] input) => Axis == 0 ? ReceptiveWindow.Point : ReceptiveWindow.Whole;
}
