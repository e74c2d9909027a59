using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VizBench.Suite;

/// <summary>
/// Long lists of numbers as base64 of little-endian float64: exact, and half as long as decimals. In Python:
/// numpy.frombuffer(base64.b64decode(text), "&lt;f8").
/// </summary>
internal sealed class PackedDoubles : JsonConverter<double[]>
{
    public override double[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out var bytes) || bytes.Length % sizeof(double) != 0)
            throw new JsonException("expected base64 of float64 numbers");
        var values = new double[bytes.Length / sizeof(double)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)));
        return values;
    }

    public override void Write(Utf8JsonWriter writer, double[] value, JsonSerializerOptions options)
    {
        var bytes = new byte[value.Length * sizeof(double)];
        for (var i = 0; i < value.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), value[i]);
        writer.WriteBase64StringValue(bytes);
    }
}
