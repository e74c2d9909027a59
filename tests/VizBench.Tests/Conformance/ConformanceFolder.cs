using System.Text.Json;
using VizBench.Arrays;
using VizBench.Files;

namespace VizBench.Tests.Conformance;

/// <summary>A folder of cases for a test, made in the test: one image and cases on its total variation.</summary>
internal sealed class ConformanceFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("vizbench-conform-");

    internal ConformanceFolder()
    {
        Directory.CreateDirectory(Subject);
        // |1 − 3| + |2 − 7| + |1 − 2| + |3 − 7| = 12.
        NpyFile.Write(System.IO.Path.Combine(Subject, "image.npy"), NdArray.Of(new double[] { 1, 3, 2, 7 }, 1, 1, 2, 2));
    }

    /// <summary>The committed reference set.</summary>
    internal static string Set => System.IO.Path.Combine(ProductFiles.Root, "tests", "Conformance");

    internal string Path => _root.FullName;

    private string Subject => System.IO.Path.Combine(Path, "hand");

    public void Dispose() => _root.Delete(recursive: true);

    /// <summary>A case whose right value is 12, with some keys changed.</summary>
    internal static Dictionary<string, object?> Case(string id, params (string Key, object? Value)[] changes)
    {
        var entry = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["id"] = id,
            ["method"] = "tv",
            ["set"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["output"] = "value", ["image"] = "image.npy", ["kind"] = "anisotropic-l1" },
            ["expected"] = 12.0,
            ["rtol"] = 1e-9,
        };
        foreach (var (key, value) in changes)
            entry[key] = value;
        return entry;
    }

    internal ConformanceFolder With(params Dictionary<string, object?>[] cases) => WithText(JsonSerializer.Serialize(cases));

    internal ConformanceFolder WithText(string json)
    {
        File.WriteAllText(System.IO.Path.Combine(Subject, "cases.json"), json);
        return this;
    }

    internal ConformanceFolder WithArray(string name, NdArray array)
    {
        NpyFile.Write(System.IO.Path.Combine(Subject, name), array);
        return this;
    }
}
