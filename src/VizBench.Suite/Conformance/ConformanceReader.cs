using System.Text.Json;
using VizBench.Files;

namespace VizBench.Suite;

/// <summary>Reads a cases.json: a list of cases, each checked so far that only its own computation can go wrong afterwards.</summary>
internal static class ConformanceReader
{
    private const long LargestFile = 64 << 20;
    private const int MaxDepth = 32;

    /// <param name="path">of the cases.json</param>
    /// <param name="subject">the first part of the cases' names</param>
    /// <exception cref="FileError">not such a list; the place is the case's number or id</exception>
    internal static IReadOnlyList<ConformanceCase> Read(string path, string subject)
    {
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new FileError(path, "start", "it is not a list of cases; see tests/Conformance/README.md for the format");
        var cases = new List<ConformanceCase>();
        foreach (var element in document.RootElement.EnumerateArray())
            cases.Add(new Entry(path, cases.Count, element.Clone()).ToCase(subject));
        var twice = cases.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? cases : throw new FileError(path, $"case '{OneLineOf(twice.Key)}'", "its id occurs twice; ids are unique in their folder");
    }

    private static JsonDocument Parse(string path)
    {
        var bytes = JsonFile.Read(path, LargestFile);
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            throw new FileError(path, $"line {(e.LineNumber ?? 0) + 1}", "it is not JSON; write the file again", e);
        }
    }

    private static string OneLineOf(string text) => text.ReplaceLineEndings(" ");

    /// <summary>One element of the list, read key by key.</summary>
    private readonly record struct Entry(string Path, int Index, JsonElement Element)
    {
        internal ConformanceCase ToCase(string subject)
        {
            if (Element.ValueKind != JsonValueKind.Object)
                throw Fault("is not an object with id, method, set, expected and rtol");
            var name = $"{subject}/{Text("id")}";
            var set = Get("set") is { ValueKind: JsonValueKind.Object } given ? given : throw Fault("has no \"set\", the object of the method's parameters");
            return new ConformanceCase(System.IO.Path.GetDirectoryName(Path)!, name, Text("method"), new CaseParameters(name, set))
            {
                Target = Get("target") is { } target ? Whole(target, "target") : null,
                Layer = Get("layer") is null ? null : Text("layer"),
                Samples = Get("samples") is { } samples ? Indices(samples) : null,
                Expected = Get("expected") ?? throw Fault("has no \"expected\""),
                RelativeTolerance = Number("rtol") ?? throw Fault("has no \"rtol\""),
                Float32Error = Number("float32_error"),
                IsElementwise = Get("compare") is not null && (string.Equals(Text("compare"), "elementwise", StringComparison.Ordinal)
                    ? true : throw Fault("has a \"compare\" that is not \"elementwise\"")),
            };
        }

        private JsonElement? Get(string key) => Element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

        private string Text(string key) => Get(key) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text
            ? text
            : throw Fault($"has no \"{key}\" that is text");

        private double? Number(string key) => Get(key) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } value when value.GetDouble() is >= 0 and < double.PositiveInfinity and var number => number,
            _ => throw Fault($"has a \"{key}\" that is no number from 0 on"),
        };

        private long Whole(JsonElement value, string key) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw Fault($"has a \"{key}\" that is not a whole number");

        private long[] Indices(JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
                throw Fault("has \"samples\" that are not a list of indices");
            var indices = new List<long>();
            foreach (var item in value.EnumerateArray())
                indices.Add(Whole(item, "samples"));
            return [.. indices];
        }

        private FileError Fault(string reason)
        {
            var id = Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty("id", out var value) && value.ValueKind == JsonValueKind.String
                ? $" ('{OneLineOf(value.GetString()!)}')"
                : "";
            return new FileError(Path, $"case {Index}{id}", $"{reason}; see tests/Conformance/README.md for the format");
        }
    }
}
