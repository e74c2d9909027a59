using System.Globalization;

namespace VizBench.Files;

/// <summary>One file of an <see cref="AtomicFile"/>: filled beside its place, then put there or thrown away.</summary>
internal sealed class PendingFile
{
    private const int LongestNamePart = 100;
    private const int BufferBytes = 1 << 16;
    private static long s_count;

    private readonly string _path;
    private readonly string _target;
    private readonly string _temporary;
    private readonly bool _replaces;
    private bool _placed;

    /// <param name="path">as the caller names it, for errors too</param>
    /// <exception cref="FileError">a folder, or a path in no folder</exception>
    public PendingFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
        _target = AtomicFile.Guarded(path, () => TargetOf(path));
        _temporary = Path.Combine(Path.GetDirectoryName(_target)!, TemporaryName(Path.GetFileName(_target)));
        _replaces = File.Exists(_target);
    }

    // Replacing /dev/null by a file would break the machine, so devices are written as they are.
    private bool IsDevice => _target.StartsWith("/dev/", StringComparison.Ordinal) && !_target.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>Writes the content; on the disk when this returns.</summary>
    public void Fill(Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = IsDevice ? Opened(_target, FileMode.Open) : Opened(_temporary, FileMode.Create);
        var buffered = new BufferedStream(new GuardedStream(file, _path), BufferBytes);
        write(buffered);
        buffered.Flush();
        if (!IsDevice)
            AtomicFile.Guarded(_path, () => file.Flush(flushToDisk: true));
    }

    /// <summary>Takes the place of the old file in one step.</summary>
    public void Place()
    {
        if (IsDevice)
            return;
        AtomicFile.Guarded(_path, () => File.Move(_temporary, _target, overwrite: true));
        _placed = true;
    }

    /// <summary>Leaves nothing behind that was not there before; what was replaced already can't come back.</summary>
    public void Discard()
    {
        if (IsDevice || (_placed && _replaces))
            return;
        try
        {
            File.Delete(_placed ? _target : _temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report.
        }
    }

    private static string TargetOf(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full) || Path.GetFileName(full).Length == 0)
            throw new FileError(path, "file", "it is a folder; name a file in it");
        var folder = Path.GetDirectoryName(full);
        if (!Directory.Exists(folder))
            throw new FileError(path, "folder", $"'{folder}' does not exist; create it first");
        var link = new FileInfo(full);
        return link.LinkTarget is null ? full : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    // Machine, process and a counter: two shards on two hosts may write into one shared folder.
    private static string TemporaryName(string name)
    {
        var kept = name.Length <= LongestNamePart ? name : name[..LongestNamePart];
        var serial = Interlocked.Increment(ref s_count).ToString(CultureInfo.InvariantCulture);
        return $".{kept}.{Environment.MachineName}-{Environment.ProcessId}-{serial}.tmp";
    }

    // Without a buffer of its own, so that closing it after an error has nothing left to fail on.
    private FileStream Opened(string file, FileMode mode) =>
        AtomicFile.Guarded(_path, () => new FileStream(file, mode, FileAccess.Write, FileShare.None, bufferSize: 0));
}
