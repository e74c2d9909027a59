using System.Text.Json;
using System.Text.Unicode;

namespace VizBench.Networks.Weights;

/// <summary>
/// A safetensors file's header, checked: JSON of name → {dtype, shape, data_offsets}, whose spans fill the data without
/// hole or overlap, and "__metadata__" of strings. Stricter than JSON: no name and no field twice.
/// </summary>
internal sealed class SafetensorsHeader
{
    internal const string MetadataKey = "__metadata__";
    internal const long MaxBytes = 100_000_000;
    private const int MaxEntries = 100_000;
    private const int MaxDimensions = 8;
    private const int MaxDepth = 3;

    private readonly string _path;
    private readonly List<Entry> _entries = [];
    private Dictionary<string, string>? _metadata;

    private SafetensorsHeader(string path) => _path = path;

    internal IReadOnlyList<Entry> Entries => _entries;

    internal IReadOnlyDictionary<string, string>? Metadata => _metadata;

    /// <param name="path">the file, for messages</param>
    /// <param name="json">the header's bytes</param>
    /// <param name="dataLength">the bytes that follow the header</param>
    /// <exception cref="FileError">any rule of the format is broken</exception>
    internal static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> json, long dataLength)
    {
        var header = new SafetensorsHeader(path);
        if (json.IsEmpty || json[0] != '{')
            throw header.Refuse("header", "does not begin with '{'; this is not a safetensors file");
        if (!Utf8.IsValid(json))
            throw header.Refuse("header", "is not UTF-8; write the file anew");
        try
        {
            header.ReadAll(json);
        }
        catch (JsonException e)
        {
            throw header.Refuse("header", $"is not valid JSON: {OneLine.Of(e.Message)}", e);
        }
        catch (InvalidOperationException e)
        {
            // A string with half a surrogate pair: well-formed JSON, but no text.
            throw header.Refuse("header", $"holds a string that is not text: {OneLine.Of(e.Message)}", e);
        }

        header.CheckSpans(dataLength);
        return header;
    }

    private void ReadAll(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        var names = new HashSet<string>(StringComparer.Ordinal);
        reader.Read();
        while (ReadName(ref reader, "header") is { } name)
        {
            if (!names.Add(name))
                throw Refuse("header", $"has the key '{OneLine.Of(name)}' twice; each name may occur once");
            if (names.Count > MaxEntries)
                throw Refuse("header", $"has more than {MaxEntries} keys; split the file");
            if (string.Equals(name, MetadataKey, StringComparison.Ordinal))
                ReadMetadata(ref reader);
            else
                _entries.Add(ReadEntry(ref reader, name));
        }

        // Reading on past the closing brace makes the reader complain about anything but white space.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, MetadataKey, "is not an object; it maps strings to strings");
        _metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (ReadName(ref reader, MetadataKey) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, MetadataKey, $"'{OneLine.Of(key)}' is not a string; metadata maps strings to strings");
            if (!_metadata.TryAdd(key, reader.GetString()!))
                throw Refuse(MetadataKey, $"has the key '{OneLine.Of(key)}' twice; each key may occur once");
            if (_metadata.Count > MaxEntries)
                throw Refuse(MetadataKey, $"has more than {MaxEntries} keys; leave some out");
        }
    }

    private Entry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        var place = PlaceOf(name);
        Expect(ref reader, JsonTokenType.StartObject, place, "is not an object; it has dtype, shape and data_offsets");
        ScalarType? dtype = null;
        long[]? shape = null;
        long[]? span = null;
        while (ReadName(ref reader, place) is { } field)
        {
            var isSecond = field switch { "dtype" => dtype is not null, "shape" => shape is not null, _ => span is not null };
            switch (field)
            {
                case "dtype" or "shape" or "data_offsets" when isSecond:
                    throw Refuse(place, $"has '{field}' twice; each field may occur once");
                case "dtype":
                    dtype = ReadType(ref reader, place);
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, place, field, MaxDimensions);
                    break;
                case "data_offsets":
                    span = ReadNumbers(ref reader, place, field, 2);
                    break;
                default:
                    throw Refuse(place, $"has the unknown field '{OneLine.Of(field)}'; only dtype, shape and data_offsets are allowed");
            }
        }

        if (dtype is null || shape is null || span is not [var begin, var end])
            throw Refuse(place, "lacks one of dtype, shape and data_offsets (two numbers); all three are needed");
        CheckSize(place, dtype.Value, shape, begin, end);
        return new Entry(name, dtype.Value, shape, begin, end);
    }

    private ScalarType ReadType(ref Utf8JsonReader reader, string place)
    {
        Expect(ref reader, JsonTokenType.String, place, "dtype is not a string");
        var name = reader.GetString()!;
        return ElementTypes.Find(name)
            ?? throw Refuse(place, $"dtype '{OneLine.Of(name)}' is unknown; supported are {ElementTypes.Names}");
    }

    private long[] ReadNumbers(ref Utf8JsonReader reader, string place, string field, int maxCount)
    {
        Expect(ref reader, JsonTokenType.StartArray, place, $"{field} is not a list of numbers");
        var numbers = new List<long>(maxCount);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (numbers.Count == maxCount)
                throw Refuse(place, $"{field} has more than {maxCount} numbers");
            if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan[0] == '-' || !reader.TryGetInt64(out var number))
                throw Refuse(place, $"{field} has an entry that is not an integer from 0 to 2^63 - 1; negative and fractional numbers are refused");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private void CheckSize(string place, ScalarType dtype, long[] shape, long begin, long end)
    {
        if (end < begin)
            throw Refuse(place, $"data_offsets [{begin}, {end}] run backwards; the end must not lie before the beginning");
        long needed = ElementTypes.SizeOf(dtype);
        try
        {
            foreach (var size in shape)
                needed = checked(needed * size);
        }
        catch (OverflowException e)
        {
            throw Refuse(place, $"shape [{string.Join(", ", shape)}] has more than 2^63 bytes; the shape is wrong", e);
        }

        if (needed != end - begin)
            throw Refuse(place, $"shape [{string.Join(", ", shape)}] of {ElementTypes.NameOf(dtype)} needs {needed} bytes, data_offsets [{begin}, {end}] span {end - begin}; the two must agree");
    }

    private void CheckSpans(long dataLength)
    {
        var position = 0L;
        foreach (var entry in _entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            var place = PlaceOf(entry.Name);
            if (entry.Begin < position)
                throw Refuse(place, $"begins at {entry.Begin}, inside the tensor before it, which ends at {position}; tensors must not overlap");
            if (entry.Begin > position)
                throw Refuse(place, $"begins at {entry.Begin}, but the data before it ends at {position}; holes are not allowed");
            if (entry.End > dataLength)
                throw Refuse(place, $"ends at {entry.End}, past the end of the data ({dataLength} bytes); the file is incomplete: fetch it again");
            position = entry.End;
        }

        if (position != dataLength)
            throw Refuse("data", $"has {dataLength} bytes, but the tensors end at {position}; nothing may follow them");
    }

    /// <summary>The next property's name, or null at the object's end.</summary>
    private string? ReadName(ref Utf8JsonReader reader, string place)
    {
        if (!reader.Read())
            throw Refuse(place, "ends early; the file is incomplete: fetch it again");
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type, string place, string reason)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw Refuse(place, reason);
    }

    private static string PlaceOf(string name) => $"tensor '{OneLine.Of(name)}'";

    private FileError Refuse(string place, string reason, Exception? inner = null) => new(_path, place, reason, inner);

    /// <summary>One tensor; offsets count from the end of the header.</summary>
    internal readonly record struct Entry(string Name, ScalarType Dtype, long[] Shape, long Begin, long End)
    {
        internal string Place => PlaceOf(Name);
    }
}
