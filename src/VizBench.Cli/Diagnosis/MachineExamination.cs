using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using SkiaSharp;
using VizBench.Data.Images;
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
        yield return Pictures();
        yield return Disk(Environment.CurrentDirectory);
    }

    // A picture written and read: the managed half alone says nothing of the native one.
    private static Finding Pictures()
    {
        try
        {
            _ = ImageFiles.Codec.Decode(ImageFiles.Codec.EncodePng(new RgbImage(1, 1)), "a picture of one pixel");
            return Finding.Fine("pictures", $"SkiaSharp {typeof(SKCodec).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}{(LoadedLibraries.PathOf("libSkiaSharp") is { } path ? $", {path}" : "")}");
        }
        catch (UserError e)
        {
            return new Finding("pictures", Severity.Missing, e.Message, "remove the folder artifacts, so that the next call builds anew");
        }
    }

    private static Finding Disk(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return free < ScarceBytes
            ? new Finding("disk", Severity.Warning, $"{Text(free / Gigabyte)} GiB free in {folder}", "a run writes up to a gigabyte; make room or work elsewhere")
            : Finding.Fine("disk", $"{Text(free / Gigabyte)} GiB free in {folder}");
    }

    private static string Text(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);
}
