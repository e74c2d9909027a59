using System.Runtime.InteropServices;
using VizBench.Torch.Native;

namespace VizBench.Engine;

/// <summary>The libtorch of this process: threads, devices, precision flags, versions.</summary>
public static class TorchEngine
{
    private static readonly SortedDictionary<string, string> s_flags = new(StringComparer.Ordinal);

    /// <summary>Which stack the program was built on.</summary>
    public static string Stack => Libtorch.Stack;

    /// <summary>What helps where libtorch does not start.</summary>
    public static string Remedy => Libtorch.Remedy;

    /// <summary>libtorch's version, for example "1.13.0".</summary>
    public static string Version => Libtorch.Version;

    /// <summary>libtorch's own account of how it was built (compiler, BLAS, vector extensions).</summary>
    public static string Build => Libtorch.Build;

    /// <summary>The BLAS behind libtorch's matrix products.</summary>
    public static string Blas => Libtorch.Blas;

    /// <summary>The flags that <see cref="Initialise"/> has set, by name: "true" or "false"; without those that the engine has no setter for.</summary>
    public static IReadOnlyDictionary<string, string> Flags => s_flags;

    /// <summary>The threads that libtorch uses inside one operator.</summary>
    public static int Threads => Libtorch.Threads;

    /// <summary>The threads that the BLAS uses; 0 where they can't be told.</summary>
    public static int BlasThreads => Libtorch.BlasThreads;

    /// <summary>The library between .NET and libtorch.</summary>
    public static string Location => Libtorch.Location;

    /// <summary>
    /// Must be the first call into libtorch. Sets ATen's and the BLAS's thread counts together (they are two pools, and a
    /// mismatch changes sums' order), and the flags under which a run repeats to the bit.
    /// </summary>
    /// <exception cref="UserError">libtorch or the shim is missing</exception>
    public static void Initialise(int threads, PrecisionClass precision = PrecisionClass.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Libtorch.Initialise();
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
    public static void UseThreads(int threads) => Libtorch.UseThreads(threads);

    /// <summary>Waits until the device has finished what was asked of it; nothing on a CPU.</summary>
    public static void Synchronize(Device device)
    {
        if (device.type == DeviceType.CUDA)
            Libtorch.SynchronizeCuda(device.index);
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
        if (Libtorch.SetFlag(name, value))
            s_flags[name] = value ? "true" : "false";
    }
}
