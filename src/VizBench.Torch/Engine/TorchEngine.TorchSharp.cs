namespace VizBench.Engine;

/// <summary>The libtorch of this process: threads, devices, precision flags, versions. This is the nuget stacks' half.</summary>
public static class TorchEngine
{
    /// <summary>Which stack the program was built on.</summary>
    public static string Stack => "nuget";

    /// <summary>libtorch's version, for example "2.10.0".</summary>
    public static string Version => torch.__version__;

    /// <summary>libtorch's own account of how it was built.</summary>
    public static string Build => "libtorch of the TorchSharp packages " + torch.__version__;

    /// <summary>The BLAS behind libtorch's matrix products.</summary>
    public static string Blas => "built into libtorch";

    /// <summary>The threads that libtorch uses inside one operator.</summary>
    public static int Threads => torch.get_num_threads();

    /// <summary>The packages' BLAS follows libtorch's own thread count.</summary>
    public static int BlasThreads => torch.get_num_threads();

    /// <summary>Where the binding comes from.</summary>
    public static string Location => typeof(torch).Assembly.Location;

    /// <summary>The flags that <see cref="Initialise"/> has set, by name; TorchSharp offers no setters for cuDNN's.</summary>
    public static IReadOnlyDictionary<string, string> Flags { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many operators the product resolves by name; TorchSharp binds its own.</summary>
    public static int OperatorCount => 0;

    /// <summary>Must be the first call into libtorch: sets the thread count and the flags under which a run repeats to the bit.</summary>
    public static void Initialise(int threads, PrecisionClass precision = PrecisionClass.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ThreadWaiting.Apply();
        torch.set_num_threads(threads);
        torch.backends.cuda.matmul.allow_tf32 = precision == PrecisionClass.Tf32;
        torch.backends.cudnn.allow_tf32 = precision == PrecisionClass.Tf32;
        var tf32 = precision == PrecisionClass.Tf32 ? "true" : "false";
        Flags = new Dictionary<string, string>(StringComparer.Ordinal) { ["tf32-matmul"] = tf32, ["tf32-cudnn"] = tf32 };
    }

    /// <summary>Sets the thread count for what this thread computes from now on.</summary>
    public static void UseThreads(int threads) => torch.set_num_threads(threads);

    /// <summary>Waits until the device has finished what was asked of it; nothing on a CPU.</summary>
    public static void Synchronize(Device device)
    {
        if (device.type == DeviceType.CUDA)
            torch.cuda.synchronize();
    }

    /// <summary>TorchSharp links its operators, so none can be missing at run time.</summary>
    public static IReadOnlyList<string> MissingOperators() => [];
}
