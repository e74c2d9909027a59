using System.Globalization;
using System.Reflection;

namespace VizBench.Methods;

/// <summary>One option of a method: its name, its type's values, its default.</summary>
public sealed class OptionInfo
{
    private readonly Type _type;
    private readonly OptionAttribute _about;
    private readonly Func<Method, object?> _get;
    private readonly Action<Method, object?> _set;

    /// <param name="name">in snake case</param>
    /// <param name="type">of its values: int, double, bool, string, long[], double[] or string[]; of choices string</param>
    /// <param name="about">its help and its bounds</param>
    /// <param name="choices">the values that it can take; empty: it is not an option of choices</param>
    /// <param name="get">the value that a method has; null where it is left open</param>
    /// <param name="set">sets it in a method that was just made</param>
    /// <param name="defaults">the method with its defaults</param>
    public OptionInfo(string name, Type type, OptionAttribute about, IReadOnlyList<string> choices, Func<Method, object?> get, Action<Method, object?> set, Method defaults)
    {
        (Name, _type, _about, Choices, _get, _set) = (name, type, about, choices, get, set);
        Default = TextOf(defaults);
    }

    public string Name { get; }

    public string Help => _about.Help;

    public string Default { get; }

    /// <summary>What its values are: "whole number", "number", "true or false", "choice", "text", or a list of these.</summary>
    public string Type => Choices.Count > 0 ? "choice" : _type switch
    {
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(int) => "whole number",
        var t when t == typeof(long[]) => "whole numbers",
        var t when t == typeof(double[]) => "numbers",
        var t when t == typeof(string[]) => "names",
        var t when t == typeof(string) => "text",
        _ => "number",
    };

    /// <summary>Its bounds in words, "at least 1"; empty: it has none.</summary>
    public string Range => _about.Range;

    /// <summary>The values that an option of choices can take; empty for numbers and text.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>The option that a property is.</summary>
    /// <param name="defaults">the method with its defaults</param>
    internal static OptionInfo Of(PropertyInfo property, Method defaults)
    {
        var about = property.GetCustomAttribute<OptionAttribute>()!;
        // An option that can be left open is nullable: its default is empty text.
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (!type.IsEnum)
            return new OptionInfo(Names.Snake(property.Name), type, about, [], property.GetValue, property.SetValue, defaults);
        var members = Enum.GetNames(type).ToDictionary(member => Names.Choice(type, member), StringComparer.Ordinal);
        return new OptionInfo(
            Names.Snake(property.Name), typeof(string), about, [.. members.Keys],
            method => property.GetValue(method) is { } member ? Names.Choice(type, member.ToString()!) : null,
            (method, choice) => property.SetValue(method, Enum.Parse(type, members[(string)choice!])),
            defaults);
    }

    public string TextOf(Method method) => _get(method) switch
    {
        bool truth => truth ? "true" : "false",
        long[] list => string.Join(',', list),
        double[] list => string.Join(',', list.Select(number => number.ToString(CultureInfo.InvariantCulture))),
        string[] list => string.Join(',', list),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other?.ToString() ?? "",
    };

    internal void Set(Method method, string text, string owner)
    {
        var value = Parse(text);
        // Numbers alone have bounds.
        if (value is int or double && !_about.Holds(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            value = null;
        _set(method, value ?? throw new UserError($"{owner}: option {Name} can't be '{text}'; it takes {Expected()}"));
    }

    private object? Parse(string text)
    {
        if (Choices.Count > 0)
            return Choices.Contains(text, StringComparer.Ordinal) ? text : null;
        if (_type == typeof(bool))
            return bool.TryParse(text, out var truth) ? truth : null;
        if (_type == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer) ? integer : null;
        if (_type == typeof(double))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
        if (_type == typeof(long[]))
            return ParseList(text, (string part, out long value) => long.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out value));
        if (_type == typeof(double[]))
            return ParseList(text, (string part, out double value) => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value));
        if (_type == typeof(string[]))
            return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return _type == typeof(string) ? text : throw new InvalidOperationException($"options of type {_type.Name} are not offered");
    }

    private delegate bool Parser<T>(string text, out T value);

    private static T[]? ParseList<T>(string text, Parser<T> parse)
    {
        var parts = text.Split(',');
        var values = new T[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parse(parts[i], out values[i]))
                return null;
        }

        return values;
    }

    private string Expected() => Choices.Count > 0 ? string.Join(" or ", Choices) : _type switch
    {
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(int) => Bounded("a whole number"),
        var t when t == typeof(long[]) => "whole numbers separated by commas",
        var t when t == typeof(double[]) => "finite numbers separated by commas",
        _ => Bounded("a finite number"),
    };

    private string Bounded(string kind) => Range.Length == 0 ? kind : $"{kind}, {Range}";
}
