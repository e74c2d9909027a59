using System.Reflection;

namespace VizBench.Methods;

/// <summary>Every method of the product: each record that bears a <see cref="MethodAttribute"/>.</summary>
public static class MethodRegistry
{
    /// <summary>By id, in alphabetical order.</summary>
    public static IReadOnlyList<MethodInfo> All { get; } =
        [.. typeof(MethodRegistry).Assembly.GetTypes()
            .Select(type => (Type: type, Attribute: type.GetCustomAttribute<MethodAttribute>()))
            .Where(entry => entry.Attribute is not null)
            .Select(entry => new MethodInfo(entry.Type, entry.Attribute!))
            .OrderBy(info => info.Id, StringComparer.Ordinal)];

    /// <exception cref="UserError">no such method; the message suggests near ids</exception>
    public static MethodInfo Named(string id) => All.FirstOrDefault(info => string.Equals(info.Id, id, StringComparison.Ordinal))
        ?? throw new UserError($"there is no method '{id}'{NearestNames.Suggestion(id, All.Select(info => info.Id))} (all: vizbench list methods)");

    /// <summary>The registration that a method belongs to.</summary>
    public static MethodInfo Of(Method method) => All.First(info => info.IsOf(method));
}
