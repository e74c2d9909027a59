namespace VizBench.Methods;

/// <summary>The method of the product that a plugin's method computes too, whose goldens it is held against.</summary>
/// <param name="Method">the product's</param>
/// <param name="Settings">options of the product's method that the plugin's has no name for</param>
/// <param name="Options">by an option of the plugin's, the product's that means the same; null: it decides nothing of the result. Others mean what the product's option of their name does</param>
public sealed record Counterpart(MethodInfo Method, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string?> Options)
{
    /// <summary>The product's method set as one of the plugin's is.</summary>
    /// <param name="info">the plugin's</param>
    /// <returns>null where an option is set that the product's method has not</returns>
    /// <exception cref="UserError">a value that the product's method can't take</exception>
    public Method? For(MethodInfo info, Method method)
    {
        ArgumentNullException.ThrowIfNull(info);
        var settings = new Dictionary<string, string>(Settings, StringComparer.Ordinal);
        foreach (var option in info.Options)
        {
            var (name, value) = (Options.GetValueOrDefault(option.Name, option.Name), option.TextOf(method));
            if (name is null)
                continue;
            if (!Method.Options.Any(known => string.Equals(known.Name, name, StringComparison.Ordinal)))
            {
                if (!string.Equals(value, option.Default, StringComparison.Ordinal))
                    return null;
            }
            else if (value.Length > 0)
            {
                settings[name] = value;
            }
        }

        return Method.Create(settings);
    }
}
