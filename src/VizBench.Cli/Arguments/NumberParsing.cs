using System.CommandLine;
using System.Globalization;

namespace VizBench.Cli.Arguments;

/// <summary>Options that take numbers and say in one line what they expected.</summary>
internal static class NumberParsing
{
    /// <summary>An option for a whole number that may be left out.</summary>
    public static Option<long?> WholeNumber(string name, string description, long least = long.MinValue, long greatest = long.MaxValue, string helpName = "N") => Option<long>(
        name, description, helpName, Expected(least, greatest),
        text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest ? number : null);

    /// <summary>An option for a finite number that may be left out; 0.5 and 5e-1 are the same in every country.</summary>
    /// <param name="expected">what fits, for the message: "a number above 0"</param>
    public static Option<double?> Number(string name, string description, string expected, Predicate<double> fits) => Option<double>(
        name, description, "NUMBER", expected,
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && fits(number) ? number : null);

    /// <param name="parse">null where the text doesn't fit</param>
    private static Option<T?> Option<T>(string name, string description, string helpName, string expected, Func<string, T?> parse)
        where T : struct => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                var value = parse(text);
                if (value is null)
                    result.AddError($"{name} can't be '{text}': it takes {expected}");
                return value;
            },
        };

    private static string Expected(long least, long greatest) => (least, greatest) switch
    {
        (long.MinValue, long.MaxValue) => "a whole number",
        (_, long.MaxValue) => $"a whole number from {least}",
        _ => $"a whole number from {least} to {greatest}",
    };
}
