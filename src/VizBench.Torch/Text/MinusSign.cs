using System.Text.RegularExpressions;

namespace VizBench;

/// <summary>The sign of negative numbers in tables for people: that of mathematics, which is as wide as a digit. Files for programs keep the hyphen.</summary>
public static partial class MinusSign
{
    /// <summary>A number, or text with numbers: hyphens that are signs become minus signs. What is rounded to zero has no sign. Exponents keep their hyphens ("1e-5"), and so do ranges ("3-5").</summary>
    public static string In(string numbers) => Sign().Replace(Zero().Replace(numbers, ""), "−");

    [GeneratedRegex(@"(?<![\w.)\]-])[-−](?=0(\.0+)?(?![\d.e]))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Zero();

    [GeneratedRegex(@"(?<![\w.)\]-])-(?=\.?\d|∞)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sign();
}
