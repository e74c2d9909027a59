using System.Text;
using VizBench.Files;

namespace VizBench.Suite;

/// <summary>
/// journal.jsonl: a line for each finished case, appended and flushed to the disk after the case's files are there. A
/// killed run leaves at most one torn line at the end, which readers pass over.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;

    internal Journal(string path)
    {
        _path = path;
        _stream = Guarded(() => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read));
    }

    public void Dispose() => _stream.Dispose();

    internal void Append(JournalEntry entry) => Guarded(() =>
    {
        _stream.Write(Encoding.UTF8.GetBytes(LineOf(entry)));
        _stream.Flush(flushToDisk: true);
        return true;
    });

    /// <summary>Exactly these entries, in this order, in place of what is there.</summary>
    /// <exception cref="FileError">it can't be written</exception>
    internal static void Rewrite(string path, IEnumerable<JournalEntry> entries) => AtomicFile.WriteText(path, string.Concat(entries.Select(LineOf)));

    /// <exception cref="FileError">a line that isn't an entry</exception>
    internal static IReadOnlyList<JournalEntry> Read(string path)
    {
        using var stream = InputFile.Open(path);
        var bytes = new byte[stream.Length];
        InputFile.ReadExactly(path, stream, bytes);
        var text = Encoding.UTF8.GetString(JsonFile.Utf8(bytes, path).Span);
        // What follows the last line end is torn or empty.
        return [.. text.Split('\n').SkipLast(1).Select((line, i) => JsonText.Parse<JournalEntry>(Encoding.UTF8.GetBytes(line), $"{path} entry {i + 1}"))];
    }

    private static string LineOf(JournalEntry entry) => JsonText.LineOf(entry) + "\n";

    private T Guarded<T>(Func<T> step) => Guarded(_path, step);

    private static T Guarded<T>(string path, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(path, "file", $"cannot be written: {e.Message}", e);
        }
    }
}
