using System.Reflection;

namespace VizBench.Methods;

/// <summary>Every method of the product: each record that bears a <see cref="MethodAttribute"/>; and beside them those of the plugins in use.</summary>
public static class MethodRegistry
{
    private static readonly IReadOnlyList<MethodInfo> s_own = In(typeof(MethodRegistry).Assembly);

    // Of the flow of control that uses the plugins: several command lines may run in one process.
    private static readonly AsyncLocal<IReadOnlyList<MethodInfo>?> s_all = new();

    /// <summary>By id, in alphabetical order.</summary>
    public static IReadOnlyList<MethodInfo> All => s_all.Value ?? s_own;

    /// <exception cref="UserError">no such method; the message suggests near ids</exception>
    public static MethodInfo Named(string id) => Find(id)
        ?? throw new UserError($"there is no method '{id}'{NearestNames.Suggestion(id, All.Select(info => info.Id))} (all: vizbench list methods); for a method of a plugin, name its file with --plugin");

    /// <summary>Null: no such method.</summary>
    public static MethodInfo? Find(string id) => All.FirstOrDefault(info => string.Equals(info.Id, id, StringComparison.Ordinal));

    /// <summary>The registration that a method belongs to.</summary>
    public static MethodInfo Of(Method method) => All.First(info => info.IsOf(method));

    /// <summary>The methods of an assembly, by id, in alphabetical order.</summary>
    /// <param name="origin">the plugin that the assembly is; null: it is the product's own</param>
    /// <exception cref="UserError">a method says that it is the same as one that the product doesn't have</exception>
    public static IReadOnlyList<MethodInfo> In(Assembly assembly, IMethodOrigin? origin = null)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return
        [
            .. assembly.GetTypes()
                .Select(type => (Type: type, Attribute: type.GetCustomAttribute<MethodAttribute>()))
                .Where(entry => entry.Attribute is not null)
                .Select(entry => new MethodInfo(entry.Type, entry.Attribute!)
                {
                    Origin = origin,
                    SameAs = entry.Attribute!.SameAs is { } id ? new Counterpart(Own(id), new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string?>(StringComparer.Ordinal)) : null,
                })
                .OrderBy(info => info.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>A method of the product.</summary>
    /// <exception cref="UserError">no such method; the message suggests near ids</exception>
    public static MethodInfo Own(string id) => s_own.FirstOrDefault(info => string.Equals(info.Id, id, StringComparison.Ordinal))
        ?? throw new UserError($"VizBench has no method '{id}'{NearestNames.Suggestion(id, s_own.Select(info => info.Id))} (all: vizbench list methods)");

    /// <summary>Takes up the methods of plugins, for what the caller does until the result is disposed of.</summary>
    /// <exception cref="UserError">two methods have one id</exception>
    public static IDisposable With(IEnumerable<MethodInfo> given)
    {
        var before = s_all.Value;
        var all = new SortedDictionary<string, MethodInfo>(All.ToDictionary(info => info.Id, StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var info in given)
        {
            if (!all.TryAdd(info.Id, info))
                throw new UserError($"{info.Origin?.File}: there is a method '{info.Id}' already, {all[info.Id].Origin?.File ?? "VizBench's own"}; give one of the two another id");
        }

        s_all.Value = [.. all.Values];
        return new Taken(before);
    }

    private sealed class Taken(IReadOnlyList<MethodInfo>? before) : IDisposable
    {
        public void Dispose() => s_all.Value = before;
    }
}
