using System.Globalization;

namespace VizBench.Cli.Arguments;

/// <summary>What --units names: units of a layer that follow each other.</summary>
internal static class UnitRange
{
    private const int MostUnits = 64;

    /// <param name="text">FIRST..LAST; null: the first 16</param>
    /// <param name="layer">its name, for messages</param>
    /// <param name="count">how many units the layer has</param>
    /// <exception cref="UserError">not two numbers, or out of range, or more than fit a sheet</exception>
    public static IReadOnlyList<long> Parse(string? text, string layer, long count)
    {
        var ends = (text ?? $"0..{Math.Min(count, 16) - 1}").Split("..", 2);
        if (!long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || !long.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < first)
            throw new UserError($"--units {text}: give FIRST..LAST with two whole numbers, for example 0..7");
        if (last >= count)
            throw new UserError($"--units {text}: {layer} has {count} units, 0 to {count - 1}");
        if (last - first >= MostUnits)
            throw new UserError($"--units {text}: a sheet shows at most {MostUnits} units; name fewer");
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + i)];
    }
}
