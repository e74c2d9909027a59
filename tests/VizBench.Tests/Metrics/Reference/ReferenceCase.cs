using System.Text.Json;
using VizBench.Arrays;

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
        var folder = TestFiles.Path("Metrics", "Reference", subject);
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
    internal Tensor Array(string parameter)
    {
        var array = Read(Text(parameter));
        return array.Data is bool[] truths ? tensor(truths, array.Shape) : tensor(array.ToDoubles(), array.Shape);
    }

    internal double[] Expected()
    {
        var expected = _json.GetProperty("expected");
        return expected.ValueKind switch
        {
            JsonValueKind.String => Read(expected.GetString()!).ToDoubles(),
            JsonValueKind.Array => [.. expected.EnumerateArray().Select(value => value.GetDouble())],
            _ => [expected.GetDouble()],
        };
    }

    private NdArray Read(string file) => NpyFile.Read(Path.Combine(_folder, file));
}
