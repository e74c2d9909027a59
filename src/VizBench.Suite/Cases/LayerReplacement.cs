using System.Collections.Frozen;
using System.Globalization;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>
/// A suite names the layers of its own networks. On another network, an entry whose layer is not there looks at a
/// convolution instead, as deep in that network as its layer is in the suite's; a window of all channels is one of all channels
/// there, and no larger than the input; a number of a class or of a unit that is beyond the other network is left to the method, which
/// says so.
/// </summary>
internal static class LayerReplacement
{
    /// <summary>Options that are three extents of the input: channels, rows, columns.</summary>
    private static readonly FrozenSet<string> s_windows = FrozenSet.Create(StringComparer.Ordinal, "window", "stride");

    /// <param name="own">the suite's networks</param>
    /// <returns>the entries in their order; those that became equal to an earlier one, once</returns>
    internal static IReadOnlyList<MethodEntry> For(IReadOnlyList<MethodEntry> entries, Architecture network, IReadOnlyList<Architecture> own)
    {
        var seen = new HashSet<(string Method, string Settings, string Roles, string? Layer, string Units, long? Target)>();
        return [.. entries.Select(entry => Replaced(entry, network, own)).Where(entry => entry.Name is not null || seen.Add(Identity(entry)))];
    }

    private static MethodEntry Replaced(MethodEntry entry, Architecture network, IReadOnlyList<Architecture> own)
    {
        if (s_windows.Any(entry.Settings.ContainsKey))
            entry = entry with { Settings = entry.Settings.ToDictionary(setting => setting.Key, setting => s_windows.Contains(setting.Key) ? WindowFor(setting.Value, network, own) : setting.Value, StringComparer.Ordinal) };
        if (entry.Layer is not { } layer || network.Has(layer))
            return entry;
        var convolutions = network.Layers.Where(candidate => candidate.Operation is Convolution).ToArray();
        var known = own.FirstOrDefault(architecture => architecture.Has(layer));
        if (known is null || convolutions.Length == 0)
            return entry;
        var depth = (double)known.PositionOf(layer) / known.Layers.Count * network.Layers.Count;
        return entry with { Layer = convolutions.MinBy(candidate => Math.Abs(network.PositionOf(candidate.Name) - depth))!.Name };
    }

    private static string WindowFor(string text, Architecture network, IReadOnlyList<Architecture> own)
    {
        var parts = text.Split(',');
        var extents = parts.Select(part => long.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out var extent) ? extent : (long?)null).ToArray();
        if (extents.Length != 3 || extents.Contains(null))
            return text;
        var input = network.InputShape;
        var channels = own.Any(architecture => architecture.InputShape[0] == extents[0]) ? input[0] : extents[0];
        return string.Create(CultureInfo.InvariantCulture, $"{channels},{Math.Min(extents[1]!.Value, input[1])},{Math.Min(extents[2]!.Value, input[2])}");
    }

    private static (string Method, string Settings, string Roles, string? Layer, string Units, long? Target) Identity(MethodEntry entry) => (
        entry.Method,
        string.Join(',', entry.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}")),
        string.Join(',', entry.Roles.Select(role => $"{role.Key}={role.Value}")),
        entry.Layer,
        string.Join(' ', entry.Units.Select(CaseId.TextOf)),
        entry.Target);
}
