using System.Text.Json.Serialization;
using VizBench.Files;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>Whence a method of a plugin came.</summary>
/// <param name="File">the plugin, as it was named</param>
/// <param name="Sha256">of the plugin and of the files beside it that belong to it, by name</param>
/// <param name="Name">what it calls itself; null: its program did not start</param>
/// <param name="Version">its own; null: its program did not start</param>
public sealed record PluginFacts(string File, SortedDictionary<string, string> Sha256, string? Name, string? Version)
{
    /// <summary>All that can change its results; a run that resumes takes a case over only where it is the same.</summary>
    [JsonIgnore]
    internal string Key => $"{string.Join(' ', Sha256.Select(file => $"{file.Key}={file.Value}"))} {Name} {Version}";

    /// <summary>For a table's footer: name, version, file, and the first digits of the hashes.</summary>
    [JsonIgnore]
    internal string Text => $"{Name ?? "a plugin that did not start"}{(Version is null ? "" : $" {Version}")}, {ShownPath.Of(File)} (SHA-256: {string.Join(", ", Sha256.Select(file => $"{file.Key} {RunSource.ShortHash(file.Value)}"))})";

    /// <summary>The plugins that methods come from; null where they are all the product's own.</summary>
    internal static PluginFacts[]? Of(IEnumerable<MethodInfo> methods) =>
        methods.Select(info => info.Origin).OfType<IMethodOrigin>().Distinct().Select(Of).ToArray() is { Length: > 0 } plugins ? plugins : null;

    internal static PluginFacts Of(IMethodOrigin origin)
    {
        try
        {
            var (name, version) = origin.Itself();
            return new PluginFacts(origin.File, origin.Sha256, name, version);
        }
        catch (PluginError)
        {
            // Each of its cases says so.
            return new PluginFacts(origin.File, origin.Sha256, null, null);
        }
    }
}

/// <summary>The method of the product that a plugin's method computes too, as a case has set it.</summary>
/// <param name="Method">its id</param>
/// <param name="Options">every option with its value</param>
internal sealed record CounterpartFacts(string Method, SortedDictionary<string, string> Options)
{
    /// <summary>Null where there is none, or none for the options that the case has set.</summary>
    internal static CounterpartFacts? Of(MethodInfo info, Method method)
    {
        if (info.SameAs is not { } same || same.For(info, method) is not { } counterpart)
            return null;
        return new CounterpartFacts(same.Method.Id, new(same.Method.Options.ToDictionary(option => option.Name, option => option.TextOf(counterpart), StringComparer.Ordinal), StringComparer.Ordinal));
    }
}
