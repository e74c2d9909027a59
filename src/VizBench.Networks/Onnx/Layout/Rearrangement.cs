using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>How a parameter's values, in the order in which the file's graph uses them, become those of a layer on other axes.</summary>
/// <param name="From">the shape that the graph uses</param>
/// <param name="Factors">the same values with each axis of the graph's activations apart: (out, H·W·C) as (out, H, W, C)</param>
/// <param name="Order">for each axis of the result, which of <paramref name="Factors"/> it is</param>
/// <param name="To">the shape that the layer needs, of as many values</param>
internal sealed record Rearrangement(long[] From, long[] Factors, int[] Order, long[] To)
{
    /// <summary>The same values in another shape.</summary>
    internal static Rearrangement Reshaped(long[] from, long[] to) => new(from, from, [.. Enumerable.Range(0, from.Length)], to);

    /// <param name="stored">of the shape <see cref="From"/></param>
    internal WeightTensor Of(WeightTensor stored) => stored.Permuted(Factors, Order, To);

    /// <param name="values">of the shape <see cref="From"/></param>
    internal Tensor Of(Tensor values) => values.reshape(Factors).permute([.. Order.Select(axis => (long)axis)]).reshape(To);

    internal bool IsSame(Rearrangement? other) => other is not null
        && From.AsSpan().SequenceEqual(other.From) && Factors.AsSpan().SequenceEqual(other.Factors)
        && Order.AsSpan().SequenceEqual(other.Order) && To.AsSpan().SequenceEqual(other.To);
}
