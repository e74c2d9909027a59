using VizBench.Files;

namespace VizBench.Tests;

/// <summary>Files that lie beside the tests' sources, found from the checkout or the packed build that the tests run in.</summary>
internal static class TestFiles
{
    /// <summary>A path below tests/VizBench.Tests/.</summary>
    internal static string Path(params string[] parts) =>
        System.IO.Path.Combine([ProductFiles.Root, "tests", "VizBench.Tests", .. parts]);
}
