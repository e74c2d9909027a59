namespace VizBench.Data.Rendering;

/// <summary>NaN and infinities in a map are never hidden: they have a colour that no map uses, and are counted.</summary>
public static class NonFinite
{
    /// <summary>Signal green: far from blue–white–red and from the dark-to-bright map.</summary>
    public static (byte R, byte G, byte B) Colour => (0, 255, 0);

    /// <summary>How many of the values are NaN or infinite.</summary>
    public static int Count(ReadOnlySpan<double> values)
    {
        var count = 0;
        foreach (var value in values)
            count += double.IsFinite(value) ? 0 : 1;
        return count;
    }
}
