using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using VizBench.Files;

namespace VizBench.Suite;

/// <summary>
/// JSON with one spelling for each value: keys sorted, doubles in their shortest form that reads back to the same bits,
/// lists of numbers several to a line, LF, a newline at the end. Equal content gives equal bytes, so files can be compared
/// and merged by version control.
/// </summary>
internal static class JsonText
{
    private const int NumbersPerLine = 5;
    private const long LargestFile = 256 << 20;

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Many lines, for files that people read.</summary>
    internal static string Of<T>(T value)
    {
        var text = new StringBuilder();
        Append(text, JsonSerializer.SerializeToNode(value, s_options), "");
        return text.Append('\n').ToString();
    }

    /// <summary>One line without its end, for journals and hashes.</summary>
    internal static string LineOf<T>(T value) => Sorted(JsonSerializer.SerializeToNode(value, s_options))?.ToJsonString(s_options) ?? "null";

    /// <exception cref="FileError">no such file, or not what was expected in it</exception>
    internal static T Read<T>(string path)
    {
        return Parse<T>(JsonFile.Read(path, LargestFile).Span, path);
    }

    /// <exception cref="FileError">not JSON, or of another form</exception>
    internal static T Parse<T>(ReadOnlySpan<byte> bytes, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, s_options) ?? throw new FileError(path, "content", "it is null; write the file again");
        }
        catch (JsonException e)
        {
            throw new FileError(path, $"line {(e.LineNumber ?? 0) + 1}, {e.Path ?? "start"}", "not what this file should hold; it is damaged or from another version", e);
        }
    }

    internal static void Write<T>(string path, T value) => AtomicFile.WriteText(path, Of(value));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static void Append(StringBuilder text, JsonNode? node, string indent)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                AppendMembers(text, members, indent);
                break;
            case JsonArray { Count: > 0 } items when items.All(item => item is JsonValue):
                AppendValues(text, items, indent);
                break;
            case JsonArray { Count: > 0 } items:
                AppendItems(text, items, indent);
                break;
            default:
                text.Append(node?.ToJsonString(s_options) ?? "null");
                break;
        }
    }

    private static void AppendMembers(StringBuilder text, JsonObject members, string indent)
    {
        var separator = "{\n";
        foreach (var (key, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            text.Append(separator).Append(indent).Append("  ").Append(JsonSerializer.Serialize(key, s_options)).Append(": ");
            Append(text, value, indent + "  ");
            separator = ",\n";
        }

        text.Append('\n').Append(indent).Append('}');
    }

    private static void AppendItems(StringBuilder text, JsonArray items, string indent)
    {
        var separator = "[\n";
        foreach (var item in items)
        {
            text.Append(separator).Append(indent).Append("  ");
            Append(text, item, indent + "  ");
            separator = ",\n";
        }

        text.Append('\n').Append(indent).Append(']');
    }

    private static void AppendValues(StringBuilder text, JsonArray items, string indent)
    {
        var lines = items.Select(item => item!.ToJsonString(s_options)).Chunk(NumbersPerLine).Select(line => string.Join(", ", line)).ToArray();
        if (lines.Length == 1)
            text.Append('[').Append(lines[0]).Append(']');
        else
            text.Append("[\n").Append(indent).Append("  ").AppendJoin($",\n{indent}  ", lines).Append('\n').Append(indent).Append(']');
    }
}
