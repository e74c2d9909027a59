using VizBench.Data.Arrays;

namespace VizBench.Tests.Data;

/// <summary>Arrays made by torchvision 0.14.1 and NumPy 1.24.2 (float64), committed beside the tests; see Expected/README.md.</summary>
internal static class ExpectedFiles
{
    public static NdArray Read(string name) => NpyFile.Read(Path(name));

    // Beside the test program where it was packed, in the sources otherwise.
    private static string Path(string name)
    {
        var packed = System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "Expected", name);
        if (File.Exists(packed))
            return packed;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "VizBench.sln")))
            folder = folder.Parent;
        return System.IO.Path.Combine(folder?.FullName ?? "", "tests", "VizBench.Tests", "Data", "Expected", name);
    }
}
