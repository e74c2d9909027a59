using System.Text;

namespace VizBench;

/// <summary>Text from a file, fit for an error message: one line, of bounded length.</summary>
public static class OneLine
{
    private const int MaxLength = 100;

    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(Math.Min(text.Length, MaxLength) + 1);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
            line.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        return text.Length > MaxLength ? line.Append('…').ToString() : line.ToString();
    }

    /// <summary>The text with '?' for line ends, escapes and other control characters, which are not for a message or a terminal.</summary>
    public static string WithoutControls(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));

    /// <summary>The text's beginning, without control characters.</summary>
    /// <param name="length">longer text is cut there, with an ellipsis</param>
    public static string Beginning(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        return WithoutControls(text.Length > length ? text[..length] + "…" : text);
    }
}
