using System.Runtime.InteropServices;
using TS = TorchSharp.torch;

namespace VizBench.Torch.Native;

/// <summary>
/// The engine of the nuget stacks: libtorch through TorchSharp's public methods. The one place where TorchSharp is called, and so where its faults are kept away
/// from the product (docs/engines.md lists them).
/// </summary>
internal static unsafe class Libtorch
{
    private const string BacktraceBegins = "\nException raised from ";

    [ThreadStatic]
    private static List<IDisposable>? s_kept;

    internal static string Stack => "nuget";

    /// <summary>What helps where it does not start.</summary>
    internal static string Remedy => "use a system whose C++ library is as new as Debian 13's or Ubuntu 24.04's, or unset VIZBENCH_ENGINE for the engine that runs here";

    internal static string Version => TS.__version__;

    internal static string Build => "libtorch of the TorchSharp packages";

    internal static string Blas => "MKL, built into libtorch";

    internal static string Location => typeof(TS).Assembly.Location;

    internal static long LiveTensors => TensorHandles.Live;

    internal static int Threads => TS.get_num_threads();

    // libtorch's own threads are those of its BLAS.
    internal static int BlasThreads => TS.get_num_threads();

    internal static int CudaDevices => TS.cuda.is_available() ? TS.cuda.device_count() : 0;

    internal static bool IsGradEnabled
    {
        get => TS.is_grad_enabled();
        set => TS.set_grad_enabled(value);
    }

    internal static void Initialise()
    {
        VizBench.Engine.ThreadWaiting.Apply();
        TorchSharpLibrary.Check();
        TS.InitializeDeviceType(TorchSharp.DeviceType.CPU);
    }

    internal static void UseThreads(int threads) => TS.set_num_threads(threads);

    internal static void SynchronizeCuda(int index) => TS.cuda.synchronize(new TS.Device(TorchSharp.DeviceType.CUDA, index));

    /// <returns>whether the engine has a setter for it</returns>
    internal static bool SetFlag(string name, bool value)
    {
        switch (name)
        {
            case "tf32-matmul":
                TS.backends.cuda.matmul.allow_tf32 = value;
                return true;
            case "tf32-cudnn":
                TS.backends.cudnn.allow_tf32 = value;
                return true;
            default:
                return false;
        }
    }

    internal static IntPtr Find(string name, string overload)
    {
        var full = overload.Length == 0 ? name : $"{name}.{overload}";
        var place = TorchSharpOperators.Names.IndexOf(full);
        return place >= 0 ? place + 1 : throw new ExternalException($"{full}: TorchSharp is not asked for this operator");
    }

    internal static string SchemaOf(IntPtr op) => TorchSharpOperators.Names[(int)op - 1];

    /// <exception cref="ExternalException">libtorch refuses; the message is its own, without its C++ backtrace</exception>
    internal static void Call(IntPtr op, ReadOnlySpan<Argument> arguments, Span<NativeValue> results)
    {
        var kept = s_kept ??= [];
        try
        {
            TorchSharpOperators.All[(int)op - 1].Implementation(new Given(arguments, kept), results);
        }
        catch (ExternalException e)
        {
            throw Told(e);
        }
        finally
        {
            foreach (var scalar in kept)
                scalar.Dispose();
            kept.Clear();
        }
    }

    internal static void Free(IntPtr tensor) => TensorHandles.Free(tensor);

    internal static IntPtr Alias(IntPtr tensor) => TensorHandles.New(TensorHandles.Of(tensor).alias());

    /// <summary>A new CPU tensor with a copy of the data.</summary>
    internal static IntPtr FromData(ReadOnlySpan<byte> data, ReadOnlySpan<long> sizes, torch.ScalarType type)
    {
        var tensor = TS.empty(sizes, (TS.ScalarType)(sbyte)type);
        // Its setter of bytes takes no empty ones.
        if (data.Length > 0)
            data.CopyTo(tensor.bytes);
        return TensorHandles.New(tensor);
    }

    /// <param name="sizes">filled as far as they reach</param>
    /// <param name="strides">likewise</param>
    internal static (int Dimensions, torch.ScalarType Type, torch.Device Device) Info(IntPtr handle, Span<long> sizes, Span<long> strides)
    {
        var tensor = TensorHandles.Of(handle);
        var (shape, steps) = (tensor.shape, tensor.stride());
        var count = Math.Min(shape.Length, sizes.Length);
        shape.AsSpan(0, count).CopyTo(sizes);
        steps.AsSpan(0, count).CopyTo(strides);
        return (shape.Length, (torch.ScalarType)(sbyte)tensor.dtype, new torch.Device((DeviceType)(int)tensor.device_type, tensor.device_index));
    }

    internal static IntPtr DataOf(IntPtr tensor)
    {
        var bytes = TensorHandles.Of(tensor);
        return bytes.numel() == 0 ? IntPtr.Zero : (IntPtr)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes.bytes));
    }

    internal static bool RequiresGrad(IntPtr tensor) => TensorHandles.Of(tensor).requires_grad;

    internal static void SetRequiresGrad(IntPtr tensor, bool value)
    {
        try
        {
            TensorHandles.Of(tensor).requires_grad = value;
        }
        catch (ExternalException e)
        {
            throw Told(e);
        }
    }

    internal static bool IsLeaf(IntPtr tensor) => TensorHandles.Of(tensor).is_leaf;

    /// <returns>one for each input; zero where no output depends on it, which only <paramref name="allowUnused"/> allows</returns>
    /// <exception cref="ExternalException">what libtorch would refuse: in TorchSharp its exception would end the process</exception>
    internal static IntPtr[] Grad(IntPtr[] outputs, IntPtr[] inputs, IntPtr[]? seeds, bool retainGraph, bool createGraph, bool allowUnused)
    {
        var (outs, ins, weights) = (Array.ConvertAll(outputs, TensorHandles.Of), Array.ConvertAll(inputs, TensorHandles.Of), seeds is null ? null : Array.ConvertAll(seeds, TensorHandles.Of));
        CallChecks.Grad(outs, ins, weights);
        // An unused input without leave would be such an exception too.
        var found = TS.autograd.grad(outs, ins, weights, retainGraph, createGraph, allow_unused: true);
        if (!retainGraph)
            CallChecks.Spend(outs);
        if (!allowUnused && found.Any(grad => grad is null || grad.IsInvalid))
            throw new ExternalException("One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.");
        return [.. found.Select(grad => grad is null || grad.IsInvalid ? IntPtr.Zero : TensorHandles.New(grad))];
    }

    internal static ExternalException Told(ExternalException e)
    {
        var end = e.Message.IndexOf(BacktraceBegins, StringComparison.Ordinal);
        return end < 0 ? e : new ExternalException(e.Message[..end], e);
    }
}
