using System.Text;

namespace VizBench.Networks.Weights;

/// <summary>Text from a file, fit for an error message: one line, of bounded length.</summary>
internal static class OneLine
{
    private const int MaxLength = 100;

    internal static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength) + 1);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
            line.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        return text.Length > MaxLength ? line.Append('…').ToString() : line.ToString();
    }
}
