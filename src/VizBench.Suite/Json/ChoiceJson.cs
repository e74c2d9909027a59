using System.Text.Json;
using System.Text.Json.Serialization;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A choice in JSON is the text that it has on the command line.</summary>
internal sealed class ChoiceJson<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly IReadOnlyDictionary<string, T> s_choices = Names.ChoicesOf<T>();

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => s_choices.TryGetValue(reader.GetString() ?? "", out var choice)
        ? choice
        : throw new JsonException($"'{reader.GetString()}' is none of {string.Join(", ", s_choices.Keys)}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(s_choices.First(choice => choice.Value.Equals(value)).Key);
}
