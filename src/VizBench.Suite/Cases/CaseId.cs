using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>How a case gets its id from what it is.</summary>
internal static class CaseId
{
    /// <summary>network.method.input, then the further inputs, layer, units, target and the options that differ from their defaults; a given name stands for all of these.</summary>
    internal static string Of(string network, MethodInfo info, MethodEntry entry, Method method, CaseInput input)
    {
        var parts = new List<string> { Slug.Of(Path.GetFileNameWithoutExtension(network)), Slug.Of(entry.Name ?? info.Id), input.Id };
        if (entry.Name is null)
        {
            parts.AddRange(entry.Roles.Select(role => $"{role.Key}-{role.Value.Id}"));
            if (entry.Layer is { } layer)
                parts.Add("layer-" + Slug.Of(layer));
            parts.AddRange(entry.Units.Select(unit => "unit-" + Slug.Of(TextOf(unit))));
            if (entry.Target is { } target)
                parts.Add("target-" + Slug.Of(target));
            parts.AddRange(info.Options.Where(option => !string.Equals(option.TextOf(method), option.Default, StringComparison.Ordinal))
                .Select(option => $"{Slug.Of(option.Name)}-{Slug.Of(option.TextOf(method))}"));
        }

        return string.Join('.', parts);
    }

    internal static string TextOf(Unit unit) => unit is { Y: { } y, X: { } x } ? $"{unit.Channel},{y},{x}" : $"{unit.Channel}";
}
