using System.Runtime.InteropServices;

namespace VizBench.Torch.Native;

/// <summary>
/// Whether this system can load TorchSharp's native library at all, before TorchSharp tries: where it can't, TorchSharp copies half a gigabyte of libraries about
/// before it says so.
/// </summary>
internal static class TorchSharpLibrary
{
    private const string FileName = "libLibTorchSharp.so";

    /// <exception cref="UserError">it can't be loaded; one line says what is missing</exception>
    internal static void Check()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var folder = Folder();
        if (folder is null)
            return;
        try
        {
            // In this order, as one needs the other.
            NativeLibrary.Load(Path.Combine(folder, "libtorch.so"));
            NativeLibrary.Load(Path.Combine(folder, FileName));
        }
        catch (DllNotFoundException e)
        {
            var reason = e.Message.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains(FileName + ":", StringComparison.Ordinal) || line.Contains(" version `", StringComparison.Ordinal)) ?? e.Message.Split('\n', 2)[0].Trim();
            throw new UserError($"no libtorch: TorchSharp's native library can't be loaded on this system ({reason}); {Libtorch.Remedy}", e);
        }
    }

    private static string? Folder() => new[] { AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"), Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native") }
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, FileName)));
}
