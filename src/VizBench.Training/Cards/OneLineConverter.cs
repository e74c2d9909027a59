using System.Text.Json;
using System.Text.Json.Serialization;

namespace VizBench.Training;

/// <summary>Writes the items of an array each on a line of its own: a matrix is read by rows, a curve by points.</summary>
internal sealed class OneLineConverter<T> : JsonConverter<T>
{
    private const int IndentWidth = 2;

    private static readonly JsonSerializerOptions s_compact = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<T>(ref reader, s_compact);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        // The writer doesn't indent what it is given raw.
        writer.WriteRawValue("\n" + new string(' ', IndentWidth * writer.CurrentDepth) + JsonSerializer.Serialize(value, s_compact));
    }
}
