namespace VizBench.Networks;

/// <summary>Neighbouring entries of one axis: some of the channels, or a part of the picture.</summary>
/// <param name="Axis">of a sample, counted without the batch</param>
/// <param name="Start">the first entry</param>
/// <param name="Length">how many</param>
public sealed record Slice(int Axis, long Start, long Length) : Operation
{
    /// <summary>What one unit reads: its own position where the channels are cut, a shifted one where the picture is.</summary>
    public ReceptiveWindow Shift { get; init; } = ReceptiveWindow.Point;

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].narrow(Axis + 1, Start, Length);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        if (Axis < 0 || Axis >= inputs[0].Length || Start < 0 || Length < 1 || Start > inputs[0][Axis] - Length)
            throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) has no entries {Start} to {Start + Length - 1} on axis {Axis + 1}");
        var shape = inputs[0].ToArray();
        shape[Axis] = Length;
        return shape;
    }

    public override ReceptiveWindow Window(long[] input) => Shift;
}
