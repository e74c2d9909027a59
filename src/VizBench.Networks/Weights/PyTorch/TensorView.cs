using VizBench.Networks.Weights.Pickle;

namespace VizBench.Networks.Weights.PyTorch;

/// <summary>A tensor as PyTorch stores it: shape and strides over a storage. Checked to lie inside it.</summary>
internal sealed class TensorView
{
    private const int MaxAxes = 8;

    /// <param name="offset">of the first element, in elements</param>
    /// <param name="shape">the length of each axis</param>
    /// <param name="strides">in elements, one an axis</param>
    /// <param name="type">of the elements; the storage's, or any where the storage is bytes</param>
    /// <exception cref="PickleError">the view reaches outside, or shows elements more than once</exception>
    internal TensorView(StorageReference storage, long offset, long[] shape, long[] strides, ScalarType type)
    {
        (Storage, Offset, Shape, Strides, Type) = (storage, offset, shape, strides, type);
        if (shape.Length != strides.Length || shape.Length > MaxAxes)
            throw new PickleError($"a tensor of {shape.Length} axes with {strides.Length} strides; as many of one as of the other, at most {MaxAxes}, are read");
        if (offset < 0 || shape.Any(size => size < 0) || strides.Any(stride => stride < 0))
            throw new PickleError($"a tensor with a negative offset, size or stride ({this}); the file is corrupt");
        if (storage.Start * ElementTypes.SizeOf(storage.Type) % ElementTypes.SizeOf(type) != 0)
            throw new PickleError($"a tensor begins in the middle of an element of its storage '{OneLine.Of(storage.Key)}'; the file is corrupt");
        // 64-bit factors: eight of them can overflow any sum, so stop at the storage's size.
        var available = storage.Count * ElementTypes.SizeOf(storage.Type) / ElementTypes.SizeOf(type);
        Int128 count = 1;
        Int128 last = offset;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            count = Int128.Min(count * Math.Max(shape[axis], 1), long.MaxValue);
            last = Int128.Min(last + (Int128)Math.Max(shape[axis] - 1, 0) * strides[axis], long.MaxValue);
        }

        if (shape.Contains(0))
        {
            // No element, but no tensor has such axes beside the empty one either.
            if (count == long.MaxValue)
                throw new PickleError($"a tensor with enormous axes ({this}); the file is corrupt");
            return;
        }

        if (last >= available)
            throw new PickleError($"a tensor reaches outside its storage '{OneLine.Of(storage.Key)}' of {available} elements ({this}); the file is corrupt");
        if (count > available)
            throw new PickleError($"a tensor shows its storage's {available} elements more than once ({this}); save tensor.clone() of expanded tensors");
    }

    internal StorageReference Storage { get; }

    internal long Offset { get; }

    internal long[] Shape { get; }

    internal long[] Strides { get; }

    internal ScalarType Type { get; }

    /// <summary>Row-major without gaps.</summary>
    internal bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var axis = Shape.Length - 1; axis >= 0; axis--)
            {
                if (Shape[axis] != 1 && Strides[axis] != expected)
                    return false;
                expected *= Shape[axis];
            }

            return true;
        }
    }

    /// <summary>The view's elements, row-major.</summary>
    /// <param name="storage">the whole storage</param>
    /// <param name="isBigEndian">the storage's order of bytes</param>
    internal WeightBytes BytesIn(WeightBytes storage, bool isBigEndian = false)
    {
        if (Shape.Contains(0))
            return new MemoryBytes(default);
        var size = ElementTypes.SizeOf(Type);
        if (isBigEndian && size > 1)
            storage = new SwappedBytes(storage, size);
        var start = Storage.Start * ElementTypes.SizeOf(Storage.Type) / size + Offset;
        return IsContiguous
            ? SliceBytes.Of(storage, start * size, Shape.Aggregate((long)size, (product, length) => product * length))
            : new StridedBytes(storage, size, start, Shape, Strides);
    }

    public override string ToString() => $"offset {Offset}, shape ({string.Join(", ", Shape)}), strides ({string.Join(", ", Strides)})";
}
