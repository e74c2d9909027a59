using System.Globalization;

namespace VizBench.Tests.Data;

/// <summary>A folder for one test's files, deleted with it.</summary>
internal sealed class TestFolder : IDisposable
{
    private static int s_count;

    public TestFolder()
    {
        var serial = Interlocked.Increment(ref s_count).ToString(CultureInfo.InvariantCulture);
        var name = $"vizbench-data-{Environment.ProcessId}-{serial}";
        Path = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), name)).FullName;
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
