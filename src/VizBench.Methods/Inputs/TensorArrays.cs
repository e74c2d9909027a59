using VizBench.Arrays;

namespace VizBench.Methods.Inputs;

/// <summary>Tensors as arrays in files, and back.</summary>
public static class TensorArrays
{
    /// <summary>A copy on the CPU in the tensor's own precision (bfloat16 and float16 become float32, which holds them exactly).</summary>
    public static NdArray ToNdArray(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var onCpu = tensor.detach().cpu();
        return onCpu.dtype switch
        {
            ScalarType.Float64 => NdArray.Of(onCpu.data<double>().ToArray(), tensor.shape),
            ScalarType.Float32 => NdArray.Of(onCpu.data<float>().ToArray(), tensor.shape),
            ScalarType.Int64 => NdArray.Of(onCpu.data<long>().ToArray(), tensor.shape),
            ScalarType.Byte => NdArray.Of(onCpu.data<byte>().ToArray(), tensor.shape),
            ScalarType.Bool => NdArray.Of(onCpu.data<bool>().ToArray(), tensor.shape),
            _ => NdArray.Of(onCpu.to(ScalarType.Float32).data<float>().ToArray(), tensor.shape),
        };
    }

    /// <summary>The array's numbers as a tensor, owned by the caller's dispose scope.</summary>
    public static Tensor FromNdArray(NdArray array, ScalarType type, Device device) => tensor(array.ToDoubles(), array.Shape, type, device);
}
