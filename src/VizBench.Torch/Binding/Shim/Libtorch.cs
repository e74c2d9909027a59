using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace VizBench.Torch.Native;

/// <summary>
/// The engine of the system stack: libtorch through the shim, which calls any operator by libtorch's own dispatcher and converts arguments by the
/// operator's schema, so that no operator needs native code of its own.
/// </summary>
internal static unsafe class Libtorch
{
    private const int StackLimit = 256;
    private const int TextCapacity = 1 << 16;

    internal static string Stack => "system";

    /// <summary>What helps where it does not start.</summary>
    internal static string Remedy => "apt-get install libtorch-dev libopenblas0-openmp g++, or name a PyTorch folder in VIZBENCH_LIBTORCH; then run ./vizbench doctor, which builds the shim";

    internal static string Version => Describe("version");

    internal static string Build => Describe("build");

    internal static string Blas => Describe("blas");

    internal static string Location => ShimLibrary.Candidates().FirstOrDefault() ?? "not built";

    internal static long LiveTensors => NativeMethods.vb_live_tensors();

    internal static int Threads => NativeMethods.vb_threads();

    internal static int BlasThreads => NativeMethods.vb_blas_threads();

    internal static int CudaDevices => NativeMethods.vb_cuda_devices();

    internal static bool IsGradEnabled
    {
        get => NativeMethods.vb_grad_enabled() != 0;
        set => NativeMethods.vb_set_grad_enabled(value ? 1 : 0);
    }

    internal static void Initialise() => NativeMethods.Check(NativeMethods.vb_initialise());

    internal static void UseThreads(int threads) => NativeMethods.Check(NativeMethods.vb_set_threads(threads, out _));

    internal static void SynchronizeCuda(int index) => NativeMethods.Check(NativeMethods.vb_cuda_synchronize(index));

    /// <returns>whether the engine has a setter for it</returns>
    internal static bool SetFlag(string name, bool value)
    {
        NativeMethods.Check(NativeMethods.vb_set_flag(name, value ? 1 : 0));
        return true;
    }

    /// <exception cref="ExternalException">this libtorch has no such operator</exception>
    internal static IntPtr Find(string name, string overload)
    {
        NativeMethods.Check(NativeMethods.vb_op(name, overload, out var handle));
        return handle;
    }

    internal static string SchemaOf(IntPtr op)
    {
        var text = stackalloc byte[4096];
        NativeMethods.Check(NativeMethods.vb_op_schema(op, text, 4096));
        return Marshal.PtrToStringUTF8((IntPtr)text)!;
    }

    /// <exception cref="ExternalException">libtorch refuses; the message is its own</exception>
    internal static void Call(IntPtr op, ReadOnlySpan<Argument> arguments, Span<NativeValue> results)
    {
        var words = 0;
        foreach (var argument in arguments)
            words += argument.Reference is null ? 0 : argument.Count;
        // Lists live on the stack unless they are long (a concatenation of hundreds of tensors).
        var rented = words > StackLimit ? ArrayPool<long>.Shared.Rent(words) : null;
        Span<long> storage = rented ?? stackalloc long[Math.Max(words, 1)];
        fixed (long* lists = storage)
        {
            var values = stackalloc NativeValue[Math.Max(arguments.Length, 1)];
            LayOut(arguments, values, lists);
            int count;
            fixed (NativeValue* firstResult = results)
                NativeMethods.Check(NativeMethods.vb_call(op, values, arguments.Length, firstResult, results.Length, &count));
        }

        if (rented is not null)
            ArrayPool<long>.Shared.Return(rented);
    }

    internal static void Free(IntPtr tensor) => NativeMethods.vb_tensor_free(tensor);

    internal static IntPtr Alias(IntPtr tensor)
    {
        NativeMethods.Check(NativeMethods.vb_tensor_alias(tensor, out var alias));
        return alias;
    }

    /// <summary>A new CPU tensor with a copy of the data.</summary>
    internal static IntPtr FromData(ReadOnlySpan<byte> data, ReadOnlySpan<long> sizes, torch.ScalarType type)
    {
        fixed (byte* first = data)
        fixed (long* extents = sizes)
        {
            NativeMethods.Check(NativeMethods.vb_tensor_from_data(first, extents, sizes.Length, (int)type, out var handle));
            return handle;
        }
    }

    /// <param name="sizes">filled as far as they reach</param>
    /// <param name="strides">likewise</param>
    internal static (int Dimensions, torch.ScalarType Type, torch.Device Device) Info(IntPtr tensor, Span<long> sizes, Span<long> strides)
    {
        fixed (long* firstSize = sizes)
        fixed (long* firstStride = strides)
        {
            NativeMethods.Check(NativeMethods.vb_tensor_info(tensor, firstSize, firstStride, sizes.Length, out var dims, out var type, out var device, out var index));
            return (dims, (torch.ScalarType)type, new torch.Device((DeviceType)device, index));
        }
    }

    internal static IntPtr DataOf(IntPtr tensor)
    {
        NativeMethods.Check(NativeMethods.vb_tensor_data(tensor, out var data));
        return data;
    }

    internal static bool RequiresGrad(IntPtr tensor) => NativeMethods.vb_tensor_requires_grad(tensor) != 0;

    internal static void SetRequiresGrad(IntPtr tensor, bool value) => NativeMethods.Check(NativeMethods.vb_tensor_set_requires_grad(tensor, value ? 1 : 0));

    internal static bool IsLeaf(IntPtr tensor) => NativeMethods.vb_tensor_is_leaf(tensor) != 0;

    /// <returns>one for each input; zero where no output depends on it, which only <paramref name="allowUnused"/> allows</returns>
    internal static IntPtr[] Grad(IntPtr[] outputs, IntPtr[] inputs, IntPtr[]? seeds, bool retainGraph, bool createGraph, bool allowUnused)
    {
        var grads = new IntPtr[inputs.Length];
        fixed (IntPtr* outs = outputs)
        fixed (IntPtr* ins = inputs)
        fixed (IntPtr* firstSeed = seeds)
        fixed (IntPtr* results = grads)
        {
            NativeMethods.Check(NativeMethods.vb_autograd_grad(
                outs, outputs.Length, ins, inputs.Length, firstSeed, retainGraph ? 1 : 0, createGraph ? 1 : 0, allowUnused ? 1 : 0, results));
        }

        return grads;
    }

    private static string Describe(string subject)
    {
        var text = stackalloc byte[TextCapacity];
        NativeMethods.Check(NativeMethods.vb_describe(subject, text, TextCapacity));
        return Marshal.PtrToStringUTF8((IntPtr)text)!.Trim();
    }

    private static void LayOut(ReadOnlySpan<Argument> arguments, NativeValue* values, long* lists)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            values[i] = new NativeValue { Tag = argument.Tag, Count = argument.Count, Integer = argument.Bits };
            if (argument.Reference is null)
                continue;
            values[i].Pointer = (IntPtr)lists;
            var words = new Span<long>(lists, argument.Count);
            switch (argument.Reference)
            {
                case long[] integers:
                    integers.CopyTo(words);
                    break;
                case double[] doubles:
                    MemoryMarshal.Cast<double, long>(doubles).CopyTo(words);
                    break;
                case torch.Tensor[] tensors:
                    for (var t = 0; t < tensors.Length; t++)
                        words[t] = tensors[t].Handle;
                    break;
                case string text:
                    Encoding.ASCII.GetBytes(text, MemoryMarshal.AsBytes(words));
                    break;
            }

            lists += argument.Count;
        }
    }
}
