namespace VizBench.Methods.Optimising;

/// <summary>Along one axis: from which positions, with which weights, each position of the result comes.</summary>
internal static class Interpolation
{
    /// <summary>Linear between the two neighbours of a place; what lies outside 0 … extent − 1 is zero.</summary>
    internal static IReadOnlyList<(int Position, double Weight)> At(double place, long extent)
    {
        var floor = (int)Math.Floor(place);
        var share = place - floor;
        return [.. new[] { (Position: floor, Weight: 1 - share), (Position: floor + 1, Weight: share) }.Where(part => part.Weight != 0 && part.Position >= 0 && part.Position < extent)];
    }

    /// <summary>Half-pixel centres, edges clamped.</summary>
    internal static IReadOnlyList<(int, double)>[] HalfPixel(long from, long to) =>
        [.. Enumerable.Range(0, (int)to).Select(i => At(Math.Clamp((i + 0.5) * from / to - 0.5, 0, from - 1), from))];

    /// <summary>
    /// To ⌈scale · from⌉ positions with the ends aligned; then, where that is fewer, ⌈difference / 2⌉ zeros on either side.
    /// lucent's random scale.
    /// </summary>
    internal static IReadOnlyList<(int, double)>[] Scaled(long from, double scale)
    {
        // A product like 1.1 · 80 lies a rounding above the whole number that is meant.
        var to = (long)Math.Ceiling(scale * from - 1e-9);
        var step = to > 1 ? (from - 1) / (double)(to - 1) : 0;
        var rows = Enumerable.Range(0, (int)to).Select(i => At(Math.Min(i * step, from - 1), from)).ToList();
        var border = Enumerable.Repeat<IReadOnlyList<(int, double)>>([], (int)((Math.Max(0, from - to) + 1) / 2)).ToArray();
        return [.. border, .. rows, .. border];
    }

    /// <summary>The middle of some rows, or those with empty ones around, so that there are so many.</summary>
    internal static IReadOnlyList<(int, double)>[] Centred(IReadOnlyList<(int, double)>[] rows, long count)
    {
        var first = (int)Math.Floor((rows.Length - count) / 2.0);
        return [.. Enumerable.Range(first, (int)count).Select(i => i >= 0 && i < rows.Length ? rows[i] : [])];
    }
}
