using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using VizBench.Engine;

namespace VizBench.Cli.Diagnosis;

/// <summary>Looks at libtorch. What is missing is a finding here, never an error.</summary>
internal static class EngineExamination
{
    public static IEnumerable<Finding> Findings()
    {
        if (Start() is { } failure)
            return [new Finding("libtorch", Severity.Missing, failure, TorchEngine.Remedy)];
        return [.. Libtorch(), Blas(), Operators(), Devices()];
    }

    // Everything that can go wrong between a missing file and a shim of another version.
    private static string? Start()
    {
        try
        {
            TorchEngine.Initialise(Environment.ProcessorCount);
            return null;
        }
        catch (Exception e) when (e is UserError or ExternalException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            return (e is TypeInitializationException { InnerException: { } inner } ? inner : e).Message;
        }
    }

    private static IEnumerable<Finding> Libtorch() =>
    [
        Finding.Fine("libtorch", $"{TorchEngine.Version}{At(LoadedLibraries.PathOf("libtorch_cpu"))}"),
        Finding.Fine("libtorch's build", string.Join(", ", TorchEngine.Build.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimStart('-', ' ')).Where(line => !line.StartsWith("Build settings", StringComparison.Ordinal)))),
        Finding.Fine("binding", TorchEngine.Location),
        Finding.Fine("threads", $"{TorchEngine.Threads} in libtorch{(TorchEngine.BlasThreads > 0 ? $", {TorchEngine.BlasThreads} in its BLAS" : "")}"),
    ];

    private static Finding Blas()
    {
        var fast = TorchEngine.BlasThreads > 0 || TorchEngine.Build.Contains("MKL", StringComparison.Ordinal) || !string.Equals(TorchEngine.Stack, "system", StringComparison.Ordinal);
        // What OpenBLAS takes for a processor that it doesn't know.
        if (TorchEngine.BlasThreads > 0 && Avx2.IsSupported && TorchEngine.Blas.Contains(" Prescott ", StringComparison.Ordinal))
            return new Finding("BLAS", Severity.Warning, $"{TorchEngine.Blas}{At(LoadedLibraries.PathOf("libopenblas"))}", "these are its oldest kernels, which it takes on a processor that it does not know, and matrix products are about five times slower: export OPENBLAS_CORETYPE=Haswell, or SkylakeX where there is AVX-512");
        if (TorchEngine.BlasThreads > 1 && TorchEngine.Blas.StartsWith("OpenBLAS", StringComparison.Ordinal) && !TorchEngine.Blas.Contains("USE_OPENMP", StringComparison.Ordinal))
            return new Finding("BLAS", Severity.Warning, $"{TorchEngine.Blas}{At(LoadedLibraries.PathOf("libopenblas"))}", "its threads and libtorch's fight for the processors, and small networks take two to three times as long: apt-get install libopenblas0-openmp");
        return fast
            ? Finding.Fine("BLAS", $"{(TorchEngine.BlasThreads > 0 ? TorchEngine.Blas : "MKL or built in")}{At(LoadedLibraries.PathOf("libopenblas"))}")
            : new Finding("BLAS", Severity.Warning, TorchEngine.Blas, "matrix products are about ten times slower without OpenBLAS: apt-get install libopenblas0-openmp");
    }

    private static Finding Operators()
    {
        var missing = TorchEngine.MissingOperators();
        return missing.Count == 0
            ? Finding.Fine("operators", $"all {TorchEngine.OperatorCount} that the product uses are there")
            : new Finding("operators", Severity.Missing, $"{missing.Count} of {TorchEngine.OperatorCount} are missing: {string.Join("; ", missing)}", "use libtorch 1.13 or later");
    }

    private static Finding Devices()
    {
        var count = cuda.device_count();
        return Finding.Fine("CUDA devices", count == 0 ? "none; everything runs on the CPU" : $"{count}");
    }

    private static string At(string? path) => path is null ? "" : $", {path}";
}
