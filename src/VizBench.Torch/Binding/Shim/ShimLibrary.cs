using System.Reflection;
using System.Runtime.InteropServices;
using VizBench.Engine;

namespace VizBench.Torch.Native;

/// <summary>Finds the native shim: where VIZBENCH_SHIM says, beside the program, or in the artifacts folder of a checkout.</summary>
internal static class ShimLibrary
{
    internal const string Name = "vizbench_torch";
    private const string FileName = "libvizbench_torch.so";
    private static int s_registered;

    internal static void Register()
    {
        if (Interlocked.Exchange(ref s_registered, 1) == 0)
            NativeLibrary.SetDllImportResolver(typeof(ShimLibrary).Assembly, Resolve);
    }

    /// <summary>The candidates in the order in which they are tried.</summary>
    internal static IEnumerable<string> Candidates()
    {
        // A path that was given is the only candidate: falling back to another libtorch would hide the mistake.
        if (Environment.GetEnvironmentVariable("VIZBENCH_SHIM") is { Length: > 0 } given)
            return [given];
        var beside = Path.Combine(AppContext.BaseDirectory, FileName);
        return File.Exists(beside) ? [beside] : InCheckout();
    }

    private static IEnumerable<string> InCheckout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var built = new DirectoryInfo(Path.Combine(folder.FullName, "artifacts", "native"));
            if (built.Exists)
                return built.EnumerateFiles(FileName, SearchOption.AllDirectories).OrderByDescending(f => f.LastWriteTimeUtc).Select(f => f.FullName);
        }

        return [];
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (!string.Equals(name, Name, StringComparison.Ordinal))
            return IntPtr.Zero;
        var candidate = Candidates().FirstOrDefault()
            ?? throw new UserError("no libtorch: the native shim " + FileName + " has not been built; run ./vizbench doctor, which builds it");
        if (!File.Exists(candidate))
            throw new UserError($"no libtorch: VIZBENCH_SHIM names {candidate}, which does not exist; unset it, or run ./vizbench doctor, which builds the shim");
        ThreadWaiting.Apply();
        try
        {
            return NativeLibrary.Load(candidate);
        }
        catch (DllNotFoundException e)
        {
            throw new UserError($"no libtorch: {candidate} can't be loaded ({FirstLine(e.Message)}); run ./vizbench doctor, which builds it anew", e);
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
