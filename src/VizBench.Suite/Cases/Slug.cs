using System.Globalization;
using System.Text;

namespace VizBench.Suite;

/// <summary>Text as a part of a file name: a-z, 0-9 and single hyphens, so that it is the same on every file system and in every shell.</summary>
internal static class Slug
{
    private const int LongestPart = 60;

    private static readonly (string Text, string Word)[] s_signs = [(" -", " minus "), (",-", " minus "), ("[-", " minus "), ("+", "-plus")];

    /// <summary>
    /// "features.2" is features-2, "grad-cam++" grad-cam-plus-plus. Numbers keep what tells them apart: "-0.5" is m0p5; and terms of a
    /// sum their signs: "-2*a:1 - b:3" is minus-2-a-1-minus-b-3.
    /// </summary>
    internal static string Of(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            text = text.Replace("-", "m", StringComparison.Ordinal).Replace('.', 'p').Replace("+", "", StringComparison.Ordinal);
        text = (text.StartsWith('-') ? "minus " : "") + s_signs.Aggregate(text, (before, sign) => before.Replace(sign.Text, sign.Word, StringComparison.Ordinal));
        var slug = new StringBuilder();
        foreach (var letter in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var name = slug.ToString().TrimEnd('-');
        return name.Length == 0 ? "x" : name[..Math.Min(name.Length, LongestPart)];
    }

    internal static string Of(long number) => Of(number.ToString(CultureInfo.InvariantCulture));
}
