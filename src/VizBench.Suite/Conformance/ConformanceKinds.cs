namespace VizBench.Suite;

/// <summary>Every kind of case that the product knows.</summary>
public static class ConformanceKinds
{
    private static readonly Dictionary<string, ConformanceKind> s_byMethod = typeof(ConformanceKinds).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ConformanceKind)) && !type.IsAbstract)
        .Select(type => (ConformanceKind)Activator.CreateInstance(type)!)
        .SelectMany(kind => kind.Methods.Select(method => (method, kind)))
        .ToDictionary(pair => pair.method, pair => pair.kind, StringComparer.Ordinal);

    /// <summary>The methods known, in alphabetical order.</summary>
    public static IReadOnlyList<string> Methods { get; } = [.. s_byMethod.Keys.Order(StringComparer.Ordinal)];

    /// <returns>null where the product doesn't know the method</returns>
    public static ConformanceKind? Of(string method) => s_byMethod.GetValueOrDefault(method);
}
