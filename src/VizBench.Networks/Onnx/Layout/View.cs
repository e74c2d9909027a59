namespace VizBench.Networks.Onnx;

/// <summary>A tensor of the file as a permutation of the layer that holds its values.</summary>
/// <param name="Name">the tensor's</param>
/// <param name="Layer">the layer's, or the input's</param>
/// <param name="Factors">the layer's shape without the batch; of a flattened layer, the shape that it had before</param>
/// <param name="Order">for each axis of the tensor, which of <paramref name="Factors"/> it is</param>
/// <param name="IsFlattened">whether tensor and layer are vectors: flattened, the one after the permutation, the other without it</param>
internal sealed record View(string Name, string Layer, long[] Factors, int[] Order, bool IsFlattened)
{
    /// <summary>The layer as it is.</summary>
    internal static View Of(string name, string layer, long[] shape) => new(name, layer, shape, [.. Enumerable.Range(0, shape.Length)], false);

    internal bool IsIdentity => Order.AsSpan().SequenceEqual([.. Enumerable.Range(0, Order.Length)]);

    /// <summary>The lengths of the tensor's axes; those that a flattened one had before.</summary>
    internal long[] Axes => [.. Order.Select(axis => Factors[axis])];

    /// <summary>For each of <see cref="Factors"/>, which of the tensor's axes it is.</summary>
    internal int[] Inverse
    {
        get
        {
            var inverse = new int[Order.Length];
            for (var axis = 0; axis < Order.Length; axis++)
                inverse[Order[axis]] = axis;
            return inverse;
        }
    }

    /// <summary>Whether tensor and layer hold their values in one order, so that only axes of length 1 have other places.</summary>
    internal bool KeepsValues => KeepsValuesOf(Factors, Order);

    internal static bool KeepsValuesOf(long[] shape, IEnumerable<int> order)
    {
        int[] moved = [.. order.Where(axis => shape[axis] > 1)];
        return moved.Zip(moved.Skip(1)).All(pair => pair.First < pair.Second);
    }

    /// <summary>Whether both look at their layers in the same way.</summary>
    internal bool IsLike(View other) => Order.AsSpan().SequenceEqual(other.Order) && IsFlattened == other.IsFlattened
        && (!IsFlattened || Factors.AsSpan().SequenceEqual(other.Factors));
}
