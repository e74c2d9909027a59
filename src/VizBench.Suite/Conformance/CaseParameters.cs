using System.Text.Json;

namespace VizBench.Suite;

/// <summary>The parameters of a case ("set"), read by name and kind; what is missing or of another kind is the case's fault and named.</summary>
public sealed class CaseParameters(string caseName, JsonElement set)
{
    /// <summary>Every parameter as a method's option would be given on the command line: lists joined by commas.</summary>
    public IReadOnlyDictionary<string, string> AsOptions() =>
        set.EnumerateObject().ToDictionary(property => property.Name, property => TextOf(property.Value), StringComparer.Ordinal);

    public bool Has(string name) => set.TryGetProperty(name, out _);

    /// <exception cref="UserError">no such parameter, or not a string</exception>
    public string Text(string name) => Required(name, JsonValueKind.String, "a string").GetString()!;

    /// <exception cref="UserError">no such parameter, or not a number</exception>
    public double Number(string name) => Required(name, JsonValueKind.Number, "a number").GetDouble();

    /// <exception cref="UserError">the parameter is there and not a number</exception>
    public double Number(string name, double otherwise) => Has(name) ? Number(name) : otherwise;

    /// <exception cref="UserError">the parameter is there and neither true nor false</exception>
    public bool Flag(string name, bool otherwise)
    {
        if (!set.TryGetProperty(name, out var value))
            return otherwise;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Fault(name, "is not true or false");
    }

    /// <summary>A list of parameter sets.</summary>
    /// <exception cref="UserError">no such parameter, or not a list</exception>
    public IReadOnlyList<CaseParameters> Items(string name) =>
        [.. Required(name, JsonValueKind.Array, "a list").EnumerateArray().Select((item, i) => new CaseParameters($"{caseName}, {name}[{i}]", item))];

    /// <summary>A list of texts.</summary>
    /// <exception cref="UserError">no such parameter, or not a list of strings</exception>
    public IReadOnlyList<string> Texts(string name) => [.. Listed(name, JsonValueKind.String, "strings").Select(item => item.GetString()!)];

    /// <summary>A list of numbers.</summary>
    /// <exception cref="UserError">no such parameter, or not a list of numbers</exception>
    public IReadOnlyList<double> Numbers(string name) => [.. Listed(name, JsonValueKind.Number, "numbers").Select(item => item.GetDouble())];

    private IEnumerable<JsonElement> Listed(string name, JsonValueKind kind, string what)
    {
        var items = Required(name, JsonValueKind.Array, $"a list of {what}").EnumerateArray().ToArray();
        return items.All(item => item.ValueKind == kind) ? items : throw Fault(name, $"is not a list of {what}");
    }

    private JsonElement Required(string name, JsonValueKind kind, string what)
    {
        if (!set.TryGetProperty(name, out var value))
            throw Fault(name, "is missing");
        return value.ValueKind == kind ? value : throw Fault(name, $"is not {what}");
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(',', value.EnumerateArray().Select(TextOf))
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText()
        : value.ToString();

    private UserError Fault(string name, string reason) => new($"{caseName}: parameter '{name}' {reason}; see the case's \"set\" in its cases.json");
}
