using System.CommandLine;
using System.Globalization;

namespace VizBench.Cli.Arguments;

/// <summary>Options that take whole numbers and say in one line what they expected.</summary>
internal static class NumberParsing
{
    /// <summary>An option for a whole number that may be left out.</summary>
    public static Option<long?> WholeNumber(string name, string description, long least = long.MinValue, long greatest = long.MaxValue, string helpName = "N") => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest)
                return number;
            result.AddError($"{name} can't be '{text}': it takes {Expected(least, greatest)}");
            return null;
        },
    };

    private static string Expected(long least, long greatest) => (least, greatest) switch
    {
        (long.MinValue, long.MaxValue) => "a whole number",
        (_, long.MaxValue) => $"a whole number from {least}",
        _ => $"a whole number from {least} to {greatest}",
    };
}
