using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace VizBench.Files;

/// <summary>Tells pipes from files before they are opened: opening a named pipe waits, without end, for someone to write into it.</summary>
public static partial class PipeCheck
{
    // Linux's flags of open(2), the same on x86-64 and Arm.
    private const int ReadOnly = 0;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    /// <summary>Nothing for a file, for what isn't there and for what can't be opened, which opening it tells.</summary>
    /// <param name="path">what is to be opened</param>
    /// <exception cref="FileError">it is a pipe</exception>
    public static void Refuse(string path)
    {
        // A pipe has no length; whatever has one opens at once.
        if (OperatingSystem.IsLinux() && new FileInfo(path) is { Exists: true } info && IsEmpty(info) && IsPipe(path))
            throw new FileError(path, "file", "it is a pipe or a device; save its content to a file first");
    }

    // The length is that of a link itself, not of its target.
    private static bool IsEmpty(FileInfo info) => info.LinkTarget is not null || info.Length == 0;

    [SupportedOSPlatform("linux")]
    private static bool IsPipe(string path)
    {
        using var handle = new SafeFileHandle(Open(path, ReadOnly | NonBlocking | CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid)
            return false;
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        return !stream.CanSeek;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
