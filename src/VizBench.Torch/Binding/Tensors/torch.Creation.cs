using VizBench.Torch.Native;

namespace VizBench.Torch;

public static partial class torch
{
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(size, 0.0, dtype ?? float32, device, requires_grad, names);

    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(size, 1.0, dtype ?? float32, device, requires_grad, names);

    /// <summary>Memory as it is found: for tensors that are filled at once.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Ops.empty.Tensor(size, dtype ?? float32, Argument.None, device), requires_grad, names);

    public static Tensor full(
        long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Ops.full.Tensor(size, value, dtype, Argument.None, device), requires_grad, names);

    public static Tensor zeros_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Ops.zeros_like.Tensor(input, dtype, Argument.None, device), requires_grad, names);

    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Ops.arange.Tensor(start, stop, step, dtype, Argument.None, device), requires_grad, null);

    public static Tensor tensor(
        double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(FromData([scalar], [], float64, dtype ?? float64, device), requires_grad, null);

    public static Tensor tensor(
        double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) => Finish(FromData<double>(rawArray, dimensions, float64, dtype, device), requires_grad, names);

    public static Tensor tensor(
        float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) => Finish(FromData<float>(rawArray, dimensions, float32, dtype, device), requires_grad, names);

    public static Tensor tensor(
        long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) => Finish(FromData<long>(dataArray, dimensions, int64, dtype, device), requires_grad, names);

    public static Tensor tensor(
        byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) => Finish(FromData<byte>(rawArray, dimensions, uint8, dtype, device), requires_grad, names);

    public static Tensor tensor(
        bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) => Finish(FromData<bool>(rawArray, dimensions, @bool, dtype, device), requires_grad, names);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Ops.cat.Tensor(tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Ops.stack.Tensor(tensors.ToArray(), dim);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Ops.where.Tensor(condition, x, y);

    private static Tensor FromData<T>(
        ReadOnlySpan<T> data, ReadOnlySpan<long> sizes, ScalarType stored, ScalarType? wanted, Device? device)
        where T : unmanaged
    {
        var count = 1L;
        foreach (var size in sizes)
            count = checked(count * size);
        if (count != data.Length)
            throw new ArgumentException($"{data.Length} values don't fill the shape [{string.Join(", ", sizes.ToArray())}]", nameof(data));
        var tensor = new Tensor(Libtorch.FromData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(data), sizes, stored));
        return (wanted ?? stored) == stored && device is null or { type: DeviceType.CPU }
            ? tensor
            : tensor.to(wanted ?? stored, device ?? CPU, disposeAfter: true);
    }

    private static Tensor Finish(Tensor tensor, bool requiresGrad, string[]? names)
    {
        if (names is not null)
            throw new NotSupportedException("named dimensions are not offered");
        return requiresGrad ? tensor.requires_grad_() : tensor;
    }
}
