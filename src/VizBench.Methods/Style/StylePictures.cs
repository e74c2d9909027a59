using VizBench.Networks;

namespace VizBench.Methods.Style;

/// <summary>The style pictures of a probe, by the roles "style", "style2", …, and what they must be.</summary>
internal static class StylePictures
{
    /// <summary>In the order of their roles.</summary>
    internal static IReadOnlyList<(string Role, Tensor Picture)> Of(Probe probe) =>
        [.. probe.Roles.Where(role => IsStyle(role.Key)).OrderBy(role => role.Key, StringComparer.Ordinal).Select(role => (role.Key, role.Value))];

    internal static bool IsStyle(string role) => role.StartsWith("style", StringComparison.Ordinal);

    /// <exception cref="UserError">a further picture has other channels than the network, or is one of too many or too few</exception>
    internal static void Check(Probe probe)
    {
        foreach (var (role, picture) in probe.Roles)
            Check(role, picture, probe);
    }

    /// <param name="remedy">what can be done about it</param>
    /// <exception cref="UserError">the units of a style layer see more than the picture, or have no place in it</exception>
    internal static void CheckLargeEnough(
        string role, Tensor picture, Architecture architecture, IReadOnlyList<string> layers, string remedy = "give a larger picture, or --set style_layers=… nearer to the input")
    {
        var (height, width) = (picture.shape[2], picture.shape[3]);
        var fields = ReceptiveFields.Of(architecture);
        if (layers.FirstOrDefault(layer => fields[layer].Rows.Size > height || fields[layer].Columns.Size > width) is { } large)
            throw new UserError($"{role} has {height}×{width} pixels, and a unit of {large} sees {fields[large].Rows.Size}×{fields[large].Columns.Size} of them, so there is no texture to read; {remedy}");
        StyleTiles.Shapes(architecture, layers, height, width);
    }

    /// <summary>Each style's share, which sum to 1.</summary>
    /// <param name="method">for messages</param>
    /// <param name="blend">as given; empty: equal shares</param>
    /// <exception cref="UserError">not one share of 0 or more for each, or all 0</exception>
    internal static IReadOnlyList<double> Shares(string method, double[] blend, IReadOnlyList<string> roles)
    {
        if (blend.Length == 0)
            return [.. roles.Select(_ => 1.0 / roles.Count)];
        var sum = blend.Sum();
        return blend.Length == roles.Count && blend.All(share => share >= 0) && sum > 0
            ? [.. blend.Select(share => share / sum)]
            : throw new UserError($"{method}: blend has {blend.Length} shares ({string.Join(", ", blend.Select(share => ShortNumber.Of(share)))}), and the styles are {string.Join(", ", roles)}; give each one a share of 0 or more, not all 0");
    }

    private static void Check(string role, Tensor picture, Probe probe)
    {
        var (shape, channels, count) = (picture.shape, probe.Input.shape[1], probe.BatchSize);
        if (shape.Length != 4 || shape[1] != channels)
            throw new UserError($"{role} has {(shape.Length == 4 ? shape[1] : 0)} channels and {probe.Network.Name} takes {channels}; give a picture, or an array of shape (N, {channels}, H, W)");
        if (shape[0] != 1 && shape[0] != count)
            throw new UserError($"{role} holds {shape[0]} pictures and the input {count}; give one for all, or one for each");
        if (role is "init" && !shape.AsSpan(2).SequenceEqual(probe.Input.shape.AsSpan(2)))
            throw new UserError($"init has {shape[2]}×{shape[3]} pixels and the input {probe.Input.shape[2]}×{probe.Input.shape[3]}; give a start of the input's size");
    }
}
