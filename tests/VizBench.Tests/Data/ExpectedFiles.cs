using VizBench.Arrays;

namespace VizBench.Tests.Data;

/// <summary>Arrays made by torchvision 0.14.1 and NumPy 1.24.2 (float64), committed beside the tests; see Expected/README.md.</summary>
internal static class ExpectedFiles
{
    public static NdArray Read(string name) => NpyFile.Read(TestFiles.Path("Data", "Expected", name));
}
