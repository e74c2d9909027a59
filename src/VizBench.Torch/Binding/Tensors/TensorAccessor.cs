using System.Runtime.CompilerServices;

namespace VizBench.Torch;

/// <summary>A tensor's elements on the CPU, in row-major order whatever its strides are.</summary>
public sealed class TensorAccessor<T> : IDisposable
    where T : unmanaged
{
    private readonly torch.Tensor _tensor;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (Unsafe.SizeOf<T>() != tensor.ElementSize)
            throw new ArgumentException($"a {tensor.dtype} tensor has no elements of type {typeof(T).Name}", nameof(tensor));
        if (tensor.device.type != DeviceType.CPU)
            throw new InvalidOperationException("the elements of a CUDA tensor can't be read in place; call cpu() first");
        _tensor = tensor;
    }

    public long Count => _tensor.NumberOfElements;

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        if (_tensor.is_contiguous())
        {
            Copy(_tensor, array, arrayIndex, tensorIndex);
            return;
        }

        using var rowMajor = _tensor.contiguous();
        Copy(rowMajor, array, arrayIndex, tensorIndex);
    }

    public void Dispose()
    {
        // The accessor only looks at the tensor; the method exists because TorchSharp's accessor is disposable.
    }

    private static unsafe void Copy(torch.Tensor rowMajor, Span<T> array, int arrayIndex, long tensorIndex)
    {
        var source = (T*)rowMajor.DataPointer() + tensorIndex;
        var count = checked((int)Math.Min(array.Length - arrayIndex, rowMajor.NumberOfElements - tensorIndex));
        new ReadOnlySpan<T>(source, count).CopyTo(array[arrayIndex..]);
    }
}
