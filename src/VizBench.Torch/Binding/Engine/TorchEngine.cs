using System.Runtime.InteropServices;
using VizBench.Torch.Native;

namespace VizBench.Engine;

/// <summary>The libtorch of this process: threads, devices, precision flags, versions. This is the system stack's half.</summary>
public static unsafe class TorchEngine
{
    private const int TextCapacity = 1 << 16;
    private static readonly SortedDictionary<string, string> s_flags = new(StringComparer.Ordinal);

    /// <summary>Which stack the program was built on.</summary>
    public static string Stack => "system";

    /// <summary>libtorch's version, for example "1.13.0".</summary>
    public static string Version => Describe("version");

    /// <summary>libtorch's own account of how it was built (compiler, BLAS, vector extensions).</summary>
    public static string Build => Describe("build");

    /// <summary>The BLAS behind libtorch's matrix products.</summary>
    public static string Blas => Describe("blas");

    /// <summary>The flags that <see cref="Initialise"/> has set, by name: "true" or "false".</summary>
    public static IReadOnlyDictionary<string, string> Flags => s_flags;

    /// <summary>The threads that libtorch uses inside one operator.</summary>
    public static int Threads => NativeMethods.vb_threads();

    /// <summary>The threads that OpenBLAS uses; 0 where the BLAS is another.</summary>
    public static int BlasThreads => NativeMethods.vb_blas_threads();

    /// <summary>The shim in use.</summary>
    public static string Location => ShimLibrary.Candidates().FirstOrDefault() ?? "not built";

    /// <summary>
    /// Must be the first call into libtorch. Sets ATen's and the BLAS's thread counts together (they are two pools, and a
    /// mismatch changes sums' order), and the flags under which a run repeats to the bit.
    /// </summary>
    /// <exception cref="UserError">libtorch or the shim is missing</exception>
    public static void Initialise(int threads, PrecisionClass precision = PrecisionClass.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        NativeMethods.Check(NativeMethods.vb_initialise());
        UseThreads(threads);
        var tf32 = precision == PrecisionClass.Tf32;
        SetFlag("tf32-matmul", tf32);
        SetFlag("tf32-cudnn", tf32);
        SetFlag("cudnn-deterministic", true);
        SetFlag("cudnn-benchmark", false);
    }

    /// <summary>
    /// Sets ATen's and the BLAS's thread counts for what this thread computes from now on. OpenMP keeps the count by thread:
    /// a thread that hasn't said so computes with as many as there are cores.
    /// </summary>
    public static void UseThreads(int threads) => NativeMethods.Check(NativeMethods.vb_set_threads(threads, out _));

    /// <summary>Waits until the device has finished what was asked of it; nothing on a CPU.</summary>
    public static void Synchronize(Device device)
    {
        if (device.type == DeviceType.CUDA)
            NativeMethods.Check(NativeMethods.vb_cuda_synchronize(device.index));
    }

    /// <summary>The operators that the product uses and that this libtorch lacks, each with what libtorch says of it.</summary>
    public static IReadOnlyList<string> MissingOperators()
    {
        var missing = new List<string>();
        foreach (var op in Ops.All)
        {
            try
            {
                op.Schema();
            }
            catch (ExternalException e)
            {
                missing.Add($"{op.Name}: {e.Message}");
            }
        }

        return missing;
    }

    /// <summary>How many operators the product uses.</summary>
    public static int OperatorCount => Ops.All.Count();

    private static void SetFlag(string name, bool value)
    {
        NativeMethods.Check(NativeMethods.vb_set_flag(name, value ? 1 : 0));
        s_flags[name] = value ? "true" : "false";
    }

    private static string Describe(string subject)
    {
        var text = stackalloc byte[TextCapacity];
        NativeMethods.Check(NativeMethods.vb_describe(subject, text, TextCapacity));
        return Marshal.PtrToStringUTF8((IntPtr)text)!.Trim();
    }
}
