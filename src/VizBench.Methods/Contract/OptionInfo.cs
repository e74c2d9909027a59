using System.Globalization;
using System.Reflection;

namespace VizBench.Methods;

/// <summary>One option of a method: its name, its type's values, its default.</summary>
public sealed class OptionInfo
{
    private readonly PropertyInfo _property;
    private readonly OptionAttribute _attribute;

    internal OptionInfo(PropertyInfo property, Method defaults)
    {
        _property = property;
        Name = Names.Snake(property.Name);
        _attribute = property.GetCustomAttribute<OptionAttribute>()!;
        Default = TextOf(defaults);
    }

    public string Name { get; }

    public string Help => _attribute.Help;

    public string Default { get; }

    /// <summary>What its values are: "whole number", "number", "true or false", "choice", "text", or a list of these.</summary>
    public string Type => ValueType switch
    {
        { IsEnum: true } => "choice",
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(int) => "whole number",
        var t when t == typeof(long[]) => "whole numbers",
        var t when t == typeof(double[]) => "numbers",
        var t when t == typeof(string[]) => "names",
        var t when t == typeof(string) => "text",
        _ => "number",
    };

    /// <summary>Its bounds in words, "at least 1"; empty: it has none.</summary>
    public string Range => _attribute.Range;

    /// <summary>The values that an option of choices can take; empty for numbers and text.</summary>
    public IReadOnlyList<string> Choices => ValueType.IsEnum ? [.. Enum.GetNames(ValueType).Select(name => Names.Choice(ValueType, name))] : [];

    /// <summary>An option that can be left open is nullable: its default is empty text.</summary>
    private Type ValueType => Nullable.GetUnderlyingType(_property.PropertyType) ?? _property.PropertyType;

    public string TextOf(Method method) => _property.GetValue(method) switch
    {
        Enum choice => Names.Choice(ValueType, choice.ToString()),
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
        if (value is int or double && !_attribute.Holds(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            value = null;
        _property.SetValue(method, value ?? throw new UserError($"{owner}: option {Name} can't be '{text}'; it takes {Expected()}"));
    }

    private object? Parse(string text)
    {
        var type = ValueType;
        if (type.IsEnum)
            return Enum.GetNames(type).Where(name => string.Equals(Names.Choice(type, name), text, StringComparison.Ordinal)).Select(name => Enum.Parse(type, name)).FirstOrDefault();
        if (type == typeof(bool))
            return bool.TryParse(text, out var truth) ? truth : null;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer) ? integer : null;
        if (type == typeof(double))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
        if (type == typeof(long[]))
            return ParseList(text, (string part, out long value) => long.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out value));
        if (type == typeof(double[]))
            return ParseList(text, (string part, out double value) => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value));
        if (type == typeof(string[]))
            return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return type == typeof(string) ? text : throw new InvalidOperationException($"options of type {type.Name} are not offered");
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

    private string Expected() => ValueType switch
    {
        { IsEnum: true } => string.Join(" or ", Choices),
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(int) => Bounded("a whole number"),
        var t when t == typeof(long[]) => "whole numbers separated by commas",
        var t when t == typeof(double[]) => "finite numbers separated by commas",
        _ => Bounded("a finite number"),
    };

    private string Bounded(string kind) => Range.Length == 0 ? kind : $"{kind}, {Range}";
}
