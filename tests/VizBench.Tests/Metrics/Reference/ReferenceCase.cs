using System.Text.Json;

namespace VizBench.Tests.Metrics.Reference;

/// <summary>One case of the copied reference fixtures, with its parameters and expected values.</summary>
public sealed class ReferenceCase
{
    private readonly string _folder;
    private readonly JsonElement _json;

    private ReferenceCase(string folder, JsonElement json) => (_folder, _json) = (folder, json);

    internal double RelativeTolerance => _json.GetProperty("rtol").GetDouble();

    internal bool IsElementwise => _json.TryGetProperty("compare", out var compare) && string.Equals(compare.GetString(), "elementwise", StringComparison.Ordinal);

    /// <summary>The cases of a method, from the folder of its subject.</summary>
    internal static IEnumerable<ReferenceCase> Of(string subject, string method)
    {
        var folder = Path.Combine(Root(), "tests", "VizBench.Tests", "Metrics", "Reference", subject);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));
        return document.RootElement.Clone().EnumerateArray()
            .Where(json => string.Equals(json.GetProperty("method").GetString(), method, StringComparison.Ordinal))
            .Select(json => new ReferenceCase(folder, json)).ToArray();
    }

    public override string ToString() => _json.GetProperty("id").GetString()!;

    internal string Text(string parameter) => _json.GetProperty("set").GetProperty(parameter).GetString()!;

    internal double Number(string parameter, double otherwise) =>
        _json.GetProperty("set").TryGetProperty(parameter, out var value) ? value.GetDouble() : otherwise;

    internal bool Flag(string parameter) => _json.GetProperty("set").GetProperty(parameter).GetBoolean();

    /// <summary>The array that a parameter names.</summary>
    internal Tensor Array(string parameter) => TestNpy.Read(Path.Combine(_folder, Text(parameter)));

    internal double[] Expected()
    {
        var expected = _json.GetProperty("expected");
        return expected.ValueKind switch
        {
            JsonValueKind.String => TestNpy.Read(Path.Combine(_folder, expected.GetString()!)).data<double>().ToArray(),
            JsonValueKind.Array => [.. expected.EnumerateArray().Select(value => value.GetDouble())],
            _ => [expected.GetDouble()],
        };
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "VizBench.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no folder above the tests holds VizBench.sln");
        return folder;
    }
}
