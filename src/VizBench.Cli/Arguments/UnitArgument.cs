using System.Globalization;
using VizBench.Methods;

namespace VizBench.Cli.Arguments;

/// <summary>What --unit names: a channel, a position of it, a range of channels, or all.</summary>
/// <param name="First">the first channel</param>
/// <param name="Last">the last channel; null for all</param>
/// <param name="Position">row and column, for a single channel</param>
internal sealed record UnitArgument(long First, long? Last, (long Y, long X)? Position)
{
    /// <exception cref="UserError">none of the four forms</exception>
    public static UnitArgument Parse(string text)
    {
        if (string.Equals(text, "all", StringComparison.Ordinal))
            return new UnitArgument(0, null, null);
        if (text.Split("..") is [var from, var to] && Number(from) is { } first && Number(to) is { } last && first <= last)
            return new UnitArgument(first, last, null);
        long?[] numbers = [.. text.Split(',').Select(Number)];
        return numbers switch
        {
            [{ } channel] => new UnitArgument(channel, channel, null),
            [{ } channel, { } y, { } x] => new UnitArgument(channel, channel, (y, x)),
            _ => throw new UserError($"--unit can't be '{text}'; it takes CHANNEL, CHANNEL,Y,X, FIRST..LAST or all, counted from 0"),
        };
    }

    /// <summary>The units of a layer whose output has this shape.</summary>
    /// <param name="layer">for messages</param>
    /// <param name="shape">(N, C) or (N, C, h, w)</param>
    /// <exception cref="UserError">out of the layer's range</exception>
    public IReadOnlyList<Unit> Of(string layer, long[] shape)
    {
        var last = Last ?? shape[1] - 1;
        if (last >= shape[1])
            throw new UserError($"unit {last} is out of range: {layer} has {shape[1]} channels, 0 to {shape[1] - 1}");
        if (Position is not { } position)
            return [.. Enumerable.Range(0, (int)(last - First + 1)).Select(i => new Unit(First + i))];
        if (shape.Length != 4)
            throw new UserError($"--unit {First},{position.Y},{position.X}: {layer} has no rows and columns; name the channel alone");
        if (position.Y >= shape[2] || position.X >= shape[3])
            throw new UserError($"unit {First},{position.Y},{position.X} is out of range: {layer} has {shape[2]} rows and {shape[3]} columns, counted from 0");
        return [new Unit(First, position.Y, position.X)];
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
