using System.Runtime.InteropServices;

namespace VizBench.Suite;

/// <summary>The machine of a run.</summary>
internal sealed record MachineFacts(string Os, string Architecture, string Cpu, int Processors, string Dotnet)
{
    private const string CpuInfo = "/proc/cpuinfo";

    internal static MachineFacts Here() => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
        CpuModel(),
        Environment.ProcessorCount,
        RuntimeInformation.FrameworkDescription);

    private static string CpuModel()
    {
        try
        {
            // "model name" is x86's key; 64-bit ARM kernels give none.
            var line = File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
            return line?.Split(':', 2)[1].Trim() ?? "unknown";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
