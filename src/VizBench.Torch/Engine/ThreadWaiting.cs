using System.Runtime.InteropServices;

namespace VizBench.Engine;

/// <summary>
/// How libtorch's OpenMP threads wait for work. By default they spin for milliseconds, which keeps the processors from whatever
/// else runs there: another run, a build, the other jobs of a CI host. Each OpenMP runtime reads its environment once, when it is
/// loaded, and .NET's own environment does not reach native code; so this writes to the process's environment, before libtorch.
/// </summary>
public static partial class ThreadWaiting
{
    /// <summary>
    /// What each runtime reads: GNU's the spin count (Debian's libtorch and PyTorch's wheels link it), LLVM's and Intel's the
    /// block time in milliseconds (conda's PyTorch links it).
    /// </summary>
    internal static IReadOnlyList<(string Name, string Value)> Variables { get; } =
        [("OMP_WAIT_POLICY", "passive"), ("GOMP_SPINCOUNT", "1000"), ("KMP_BLOCKTIME", "0")];

    /// <summary>Sets what is not set yet. Must precede the loading of libtorch.</summary>
    internal static void Apply()
    {
        if (OperatingSystem.IsWindows() || IsChosen)
            return;
        foreach (var (name, value) in Variables)
            _ = SetNative(name, value, 0);
    }

    /// <summary>The same for a program that is started from here: it shares the processors, and its times stand beside those of this one.</summary>
    /// <param name="environment">the program's</param>
    public static void AddTo(IDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (IsChosen)
            return;
        foreach (var (name, value) in Variables)
            environment[name] = value;
    }

    // A policy that the user chose stands alone: the others would override it.
    private static bool IsChosen => Variables.Any(variable => Environment.GetEnvironmentVariable(variable.Name) is { Length: > 0 });

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
