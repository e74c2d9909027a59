using System.Globalization;
using System.Text.Json;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A value in a suite file, or in the description of a plugin, that knows where it stands, so that every complaint names the place ("methods[2].layer").</summary>
/// <param name="isRoot">whether it is all of the file: then the places of its members begin with their names</param>
internal sealed class SuiteNode(string file, string place, JsonElement element, bool isRoot = false)
{
    internal string File => file;

    internal string Place => place;

    internal bool IsNull => element.ValueKind == JsonValueKind.Null;

    internal bool IsObject => element.ValueKind == JsonValueKind.Object;

    internal FileError Error(string reason) => new(file, place, reason);

    internal void AllowOnly(params string[] keys)
    {
        foreach (var member in Members())
        {
            if (!keys.Contains(member.Key, StringComparer.Ordinal))
                throw Error($"key \"{member.Key}\" is not known here{NearestNames.Suggestion(member.Key, keys)} (known are {string.Join(", ", keys)})");
        }

        var names = Members().Select(member => member.Key).ToArray();
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Error($"key \"{twice.Key}\" occurs twice; keep one");
    }

    internal IEnumerable<KeyValuePair<string, SuiteNode>> Members()
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Error($"expected an object {{ … }}, found {Kind()}");
        return element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Child(property.Name, property.Value)));
    }

    internal SuiteNode Required(string key) => Optional(key) ?? throw Error($"key \"{key}\" is missing");

    internal SuiteNode? Optional(string key)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Error($"expected an object {{ … }}, found {Kind()}");
        return element.TryGetProperty(key, out var value) ? Child(key, value) : null;
    }

    internal IReadOnlyList<SuiteNode> NotEmptyItems() => Items() is { Count: > 0 } items ? items : throw Error("the list is empty; name at least one");

    internal IReadOnlyList<SuiteNode> Items() => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select((item, i) => new SuiteNode(file, $"{place}[{i}]", item))]
        : throw Error($"expected a list [ … ], found {Kind()}");

    internal string Text()
    {
        if (element.ValueKind != JsonValueKind.String)
            throw Error($"expected text, found {Kind()}");
        var text = element.GetString()!;
        return string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal) ? throw Error("the text is empty or holds a null character") : text;
    }

    internal bool Truth() => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Error($"expected true or false, found {Kind()}");

    internal long Whole() => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number)
        ? number
        : throw Error($"expected a whole number, found {Kind()}");

    internal double Number() => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : throw Error($"expected a number, found {Kind()}");

    internal long WholeFromZero() => Whole() is >= 0 and var number ? number : throw Error($"{element.GetRawText()} is negative; count from 0");

    /// <summary>An option's value as the command line would spell it: lists are separated by commas.</summary>
    internal string Setting() => element.ValueKind switch
    {
        JsonValueKind.Array => string.Join(',', NotEmptyItems().Select(item => item.Setting())),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => Text(),
    };

    /// <summary>A channel (5), or "channel,y,x".</summary>
    internal Unit Unit()
    {
        if (element.ValueKind == JsonValueKind.Number)
            return new Unit(WholeFromZero());
        var parts = Text().Split(',');
        var numbers = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                throw Error($"'{Text()}' is not a unit; write a channel, or \"channel,y,x\"");
        }

        return numbers.Length switch
        {
            1 => new Unit(numbers[0]),
            3 => new Unit(numbers[0], numbers[1], numbers[2]),
            _ => throw Error($"'{Text()}' is not a unit; write a channel, or \"channel,y,x\""),
        };
    }

    private SuiteNode Child(string key, JsonElement value) => new(file, isRoot ? key : $"{place}.{key}", value);

    private string Kind() => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text \"{element.GetString()}\"",
        JsonValueKind.Null => "null",
        _ => element.GetRawText(),
    };
}
