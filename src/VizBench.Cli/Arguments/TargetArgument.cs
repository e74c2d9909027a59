using System.Globalization;
using VizBench.Networks;

namespace VizBench.Cli.Arguments;

/// <summary>What --target names: a class by number or by name, one for all samples or one for each.</summary>
internal static class TargetArgument
{
    /// <summary>The classes that pictures are painted of: those named, or all.</summary>
    /// <exception cref="UserError">no such class</exception>
    public static IReadOnlyList<long> Listed(string text, Network network) => string.Equals(text, "all", StringComparison.Ordinal)
        ? [.. Enumerable.Range(0, (int)network.ClassCount).Select(i => (long)i)]
        : [.. text.Split(',').Select(part => Class(part, network))];

    /// <returns>one class for each sample</returns>
    /// <exception cref="UserError">no such class, or another number of classes than samples</exception>
    public static IReadOnlyList<long> Parse(string text, Network network, long samples)
    {
        var targets = text.Split(',').Select(part => Class(part, network)).ToArray();
        if (targets.Length == 1)
            return [.. Enumerable.Repeat(targets[0], (int)samples)];
        return targets.Length == samples
            ? targets
            : throw new UserError($"--target names {targets.Length} classes for {samples} samples; name one for all or one for each");
    }

    private static long Class(string text, Network network)
    {
        var (count, names) = (network.ClassCount, network.Architecture.Classes);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number >= 0 && number < count
                ? number
                : throw new UserError($"target {number} is out of range: {network.Name} has {count} classes, 0 to {count - 1}");
        }

        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], text, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        throw new UserError(names.Count == 0
            ? $"target '{text}' is not a number, and {network.Name} has no class names; give a number from 0 to {count - 1}"
            : $"{network.Name} has no class '{text}'{NearestNames.Suggestion(text, names)} (give a name, or a number from 0 to {count - 1})");
    }
}
