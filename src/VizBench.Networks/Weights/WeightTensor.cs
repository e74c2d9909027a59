namespace VizBench.Networks.Weights;

/// <summary>One named array of a weight file: element type, shape, and its little-endian row-major bytes.</summary>
public sealed class WeightTensor
{
    private readonly WeightBytes _bytes;

    /// <param name="data">row-major, little-endian; kept, not copied</param>
    /// <exception cref="ArgumentException">data's length is not shape × element size</exception>
    public WeightTensor(string name, ScalarType dtype, long[] shape, ReadOnlyMemory<byte> data)
        : this(name, dtype, shape, new MemoryBytes(data))
    {
    }

    internal WeightTensor(string name, ScalarType dtype, long[] shape, WeightBytes bytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        (Name, Dtype, Shape, _bytes) = (name, dtype, shape, bytes);
        ElementCount = 1;
        foreach (var size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            ElementCount = checked(ElementCount * size);
        }

        if (checked(ElementCount * ElementTypes.SizeOf(dtype)) != bytes.Length)
            throw new ArgumentException($"'{name}': {bytes.Length} bytes don't fill [{string.Join(", ", shape)}] of {dtype}", nameof(shape));
    }

    public string Name { get; }

    public ScalarType Dtype { get; }

    public long[] Shape { get; }

    public long ElementCount { get; }

    public long ByteCount => _bytes.Length;

    /// <summary>A copy of a tensor's values, from any device.</summary>
    public static WeightTensor FromTensor(string name, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var scope = NewDisposeScope();
        var values = tensor.detach().cpu().contiguous();
        return new WeightTensor(name, values.dtype, values.shape, values.bytes.ToArray());
    }

    /// <summary>The same values with axes in another order; they stay where they are until they are read.</summary>
    /// <param name="factors">the axes that are moved: a shape of as many values</param>
    /// <param name="order">for each axis of the result, which of <paramref name="factors"/> it is</param>
    /// <param name="shape">of the result, of as many values</param>
    internal WeightTensor Permuted(long[] factors, int[] order, long[] shape)
    {
        var strides = new long[factors.Length];
        for (var (axis, stride) = (factors.Length - 1, 1L); axis >= 0; stride *= factors[axis], axis--)
            strides[axis] = stride;
        var bytes = ElementCount == 0
            ? _bytes
            : new StridedBytes(_bytes, ElementTypes.SizeOf(Dtype), 0, [.. order.Select(axis => factors[axis])], [.. order.Select(axis => strides[axis])]);
        return new WeightTensor(Name, Dtype, shape, bytes);
    }

    /// <summary>Fills destination with the bytes from offset on.</summary>
    public void CopyTo(Span<byte> destination, long offset = 0) => _bytes.Read(offset, destination);

    /// <summary>All bytes, in an array of their own.</summary>
    public byte[] ToArray()
    {
        CheckAddressable();
        var bytes = new byte[ByteCount];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The values as a tensor that the caller (or the dispose scope) owns; read once, straight into it.</summary>
    /// <param name="dtype">null: as stored</param>
    /// <param name="device">null: the CPU</param>
    /// <exception cref="UserError">more than 2 GiB, or booleans other than 0 and 1</exception>
    /// <exception cref="FileError">the file can't be read any more</exception>
    public Tensor ToTensor(ScalarType? dtype = null, Device? device = null)
    {
        CheckAddressable();
        using var scope = NewDisposeScope();
        var stored = empty(Shape, Dtype);
        var bytes = stored.bytes;
        CopyTo(bytes);
        // libtorch takes a boolean's byte as it is, and any other than 0 and 1 is undefined behaviour there.
        if (Dtype == ScalarType.Bool && bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and var odd)
            throw new UserError($"tensor '{OneLine.Of(Name)}': element {odd} is the boolean {bytes[odd]}; only 0 and 1 are booleans");
        return stored.to(dtype ?? Dtype, device ?? CPU).MoveToOuterDisposeScope();
    }

    private void CheckAddressable()
    {
        if (ByteCount > Array.MaxLength)
            throw new UserError($"tensor '{OneLine.Of(Name)}' has {ByteCount} bytes; at most {Array.MaxLength} bytes a tensor can be loaded");
    }
}
