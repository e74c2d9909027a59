using Microsoft.Win32.SafeHandles;
using VizBench.Files;

namespace VizBench.Networks.Weights;

/// <summary>Opens a file of weights, or of a network with them, for reads at any place; it stays open as long as its state dict.</summary>
internal static class WeightFileHandle
{
    /// <exception cref="FileError">missing, a folder, or not readable</exception>
    internal static SafeFileHandle Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new FileError(path, "opening", "it is a folder; name a file in it");
        PipeCheck.Refuse(path);
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileError(path, "opening", "there is no such file; check the path", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new FileError(path, "opening", $"{e.Message}; name a file that can be read", e);
        }
    }

    /// <summary>Opens the file and reads it as a state dict, which owns it from then on; on failure it is closed.</summary>
    internal static StateDict Read(string path, Func<SafeFileHandle, StateDict> read)
    {
        var file = Open(path);
        try
        {
            return read(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="FileError">a pipe or a device</exception>
    internal static long LengthOf(string path, SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file);
        }
        catch (Exception e) when (e is NotSupportedException or IOException)
        {
            throw new FileError(path, "opening", "is not a regular file; name a file on a disk", e);
        }
    }
}
