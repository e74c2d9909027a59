using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using VizBench.Engine;

namespace VizBench.Cli.Diagnosis;

/// <summary>Looks at what lies around libtorch: the program, the machine, the picture libraries, the disk.</summary>
internal static class MachineExamination
{
    private const double Gigabyte = 1 << 30;
    private const long ScarceBytes = 1L << 30;

    public static IEnumerable<Finding> Findings()
    {
        var version = typeof(MachineExamination).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        yield return Finding.Fine("vizbench", $"{version}, stack {TorchEngine.Stack}");
        yield return Finding.Fine(".NET", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return Finding.Fine("processors", $"{Environment.ProcessorCount}, {Text(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gigabyte)} GiB of memory");
#if STACK_SYSTEM
        yield return Library("PNG", "libpng16.so.16", "libpng-dev");
        yield return Library("JPEG", "libturbojpeg.so.0", "libturbojpeg0-dev");
#endif
        yield return Disk(Environment.CurrentDirectory);
    }

#if STACK_SYSTEM
    private static Finding Library(string subject, string name, string package)
    {
        if (!NativeLibrary.TryLoad(name, out var handle))
            return new Finding(subject, Severity.Missing, $"{name} is not installed", $"apt-get install {package}");
        NativeLibrary.Free(handle);
        return Finding.Fine(subject, name);
    }
#endif

    private static Finding Disk(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return free < ScarceBytes
            ? new Finding("disk", Severity.Warning, $"{Text(free / Gigabyte)} GiB free in {folder}", "a run writes up to a gigabyte; make room or work elsewhere")
            : Finding.Fine("disk", $"{Text(free / Gigabyte)} GiB free in {folder}");
    }

    private static string Text(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);
}
