using System.Runtime.InteropServices;

namespace VizBench.Torch.Native;

/// <summary>The shim's C interface (eng/native/vb_torch.h).</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = ShimLibrary.Name;

    static NativeMethods() => ShimLibrary.Register();

    [LibraryImport(Library)]
    internal static partial IntPtr vb_error();

    [LibraryImport(Library)]
    internal static partial int vb_initialise();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vb_op(string name, string overload, out IntPtr op);

    [LibraryImport(Library)]
    internal static partial int vb_op_schema(IntPtr op, byte* text, int capacity);

    [LibraryImport(Library)]
    internal static partial int vb_call(IntPtr op, NativeValue* arguments, int n, NativeValue* results, int capacity, int* resultCount);

    [LibraryImport(Library)]
    internal static partial void vb_tensor_free(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int vb_tensor_alias(IntPtr tensor, out IntPtr alias);

    [LibraryImport(Library)]
    internal static partial int vb_tensor_from_data(void* data, long* sizes, int dims, int dtype, out IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int vb_tensor_info(
        IntPtr tensor, long* sizes, long* strides, int capacity, out int dims, out int dtype, out int device, out int index);

    [LibraryImport(Library)]
    internal static partial int vb_tensor_data(IntPtr tensor, out IntPtr data);

    [LibraryImport(Library)]
    internal static partial int vb_tensor_requires_grad(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int vb_tensor_set_requires_grad(IntPtr tensor, int value);

    [LibraryImport(Library)]
    internal static partial int vb_tensor_is_leaf(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial long vb_live_tensors();

    [LibraryImport(Library)]
    internal static partial int vb_autograd_grad(
        IntPtr* outputs, int outputCount, IntPtr* inputs, int inputCount, IntPtr* gradOutputs, int retainGraph, int createGraph,
        int allowUnused, IntPtr* grads);

    [LibraryImport(Library)]
    internal static partial int vb_grad_enabled();

    [LibraryImport(Library)]
    internal static partial void vb_set_grad_enabled(int value);

    [LibraryImport(Library)]
    internal static partial int vb_set_threads(int count, out int blasControlled);

    [LibraryImport(Library)]
    internal static partial int vb_threads();

    [LibraryImport(Library)]
    internal static partial int vb_blas_threads();

    [LibraryImport(Library)]
    internal static partial int vb_cuda_devices();

    [LibraryImport(Library)]
    internal static partial int vb_cuda_synchronize(int index);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vb_set_flag(string name, int value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vb_describe(string what, byte* text, int capacity);

    /// <summary>Turns the shim's error code into an exception, as TorchSharp does.</summary>
    /// <exception cref="ExternalException">the call failed; the message is libtorch's, without its C++ backtrace</exception>
    internal static void Check(int code)
    {
        if (code != 0)
            throw new ExternalException(Marshal.PtrToStringUTF8(vb_error()));
    }
}
