using System.Globalization;
using System.Reflection;

namespace VizBench.Methods;

/// <summary>One option of a method: its name, its type's values, its default.</summary>
public sealed class OptionInfo
{
    private readonly PropertyInfo _property;

    internal OptionInfo(PropertyInfo property, Method defaults)
    {
        _property = property;
        Name = Names.Snake(property.Name);
        Help = property.GetCustomAttribute<OptionAttribute>()!.Help;
        Default = TextOf(defaults);
    }

    public string Name { get; }

    public string Help { get; }

    public string Default { get; }

    /// <summary>The values that an option of choices can take; empty for numbers and text.</summary>
    public IReadOnlyList<string> Choices => _property.PropertyType.IsEnum ? [.. Enum.GetNames(_property.PropertyType).Select(Names.Kebab)] : [];

    public string TextOf(Method method) => _property.GetValue(method) switch
    {
        Enum choice => Names.Kebab(choice.ToString()),
        bool truth => truth ? "true" : "false",
        long[] list => string.Join(',', list),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other?.ToString() ?? "",
    };

    internal void Set(Method method, string text, string owner)
    {
        var value = Parse(text);
        _property.SetValue(method, value ?? throw new UserError($"{owner}: option {Name} can't be '{text}'; it takes {Expected()}"));
    }

    private object? Parse(string text)
    {
        var type = _property.PropertyType;
        if (type.IsEnum)
            return Enum.GetNames(type).Where(name => string.Equals(Names.Kebab(name), text, StringComparison.Ordinal)).Select(name => Enum.Parse(type, name)).FirstOrDefault();
        if (type == typeof(bool))
            return bool.TryParse(text, out var truth) ? truth : null;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer) ? integer : null;
        if (type == typeof(double))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
        if (type == typeof(long[]))
            return ParseList(text);
        return type == typeof(string) ? text : throw new InvalidOperationException($"options of type {type.Name} are not offered");
    }

    private static long[]? ParseList(string text)
    {
        var parts = text.Split(',');
        var values = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out values[i]))
                return null;
        }

        return values;
    }

    private string Expected() => _property.PropertyType switch
    {
        { IsEnum: true } => string.Join(" or ", Choices),
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(int) => "a whole number",
        var t when t == typeof(long[]) => "whole numbers separated by commas",
        _ => "a finite number",
    };
}
