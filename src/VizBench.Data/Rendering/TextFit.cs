namespace VizBench.Data.Rendering;

/// <summary>Fits text into a width: broken between words and in long ones behind their signs, and cut with an ellipsis where that is not enough.</summary>
public static class TextFit
{
    private const string Ellipsis = "…";

    /// <summary>At most maxLines lines, each at most width pixels; no lines for blank text.</summary>
    /// <param name="text">words separated by spaces; '\n' breaks a line</param>
    /// <param name="width">pixels, before scaling</param>
    /// <param name="maxLines">at least 1</param>
    public static IReadOnlyList<string> Lines(string text, int width, int maxLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLines);
        var lines = text.Split('\n').SelectMany(paragraph => Wrapped(paragraph, width)).ToList();
        if (lines.Count <= maxLines)
            return [.. lines.Select(line => Cut(line.Text, width))];
        var last = string.Concat(lines.Skip(maxLines - 1).SkipLast(1).Select(line => line.IsBrokenWord ? line.Text : line.Text + " ")) + lines[^1].Text;
        return [.. lines.Take(maxLines - 1).Select(line => Cut(line.Text, width)), Cut(last, width)];
    }

    /// <summary>Lines, and whether the next goes on with the same word.</summary>
    private static IEnumerable<(string Text, bool IsBrokenWord)> Wrapped(string paragraph, int width)
    {
        var line = "";
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var (i, part) in Parts(word, width).Index())
            {
                var longer = line.Length == 0 || i > 0 ? line + part : $"{line} {part}";
                if (line.Length > 0 && BitmapFont.Width(longer) > width)
                {
                    yield return (line, i > 0);
                    longer = part;
                }

                line = longer;
            }
        }

        if (line.Length > 0)
            yield return (line, false);
    }

    /// <summary>A word that is wider than a line, as a method's option with its value may be, behind each sign within it; another as it is.</summary>
    private static IEnumerable<string> Parts(string word, int width)
    {
        var start = 0;
        for (var i = 1; i < word.Length && BitmapFont.Width(word) > width; i++)
        {
            if (!IsSign(word[i - 1]) || !char.IsLetterOrDigit(word[i]))
                continue;
            yield return word[start..i];
            start = i;
        }

        yield return word[start..];
    }

    private static bool IsSign(char c) => c is '-' or '=' or '.' or '/' or '_' or ':';

    private static string Cut(string line, int width)
    {
        if (BitmapFont.Width(line) <= width)
            return line;
        var length = line.Length - 1;
        while (length > 0 && BitmapFont.Width(line[..length].TrimEnd() + Ellipsis) > width)
            length--;
        return length == 0 ? "" : line[..length].TrimEnd() + Ellipsis;
    }
}
