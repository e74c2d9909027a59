using System.Text;
using System.Text.RegularExpressions;

namespace VizBench.Suite;

/// <summary>Shell patterns over case ids: * any text, ? any character, alternatives separated by commas; without * and ? a part of the id is enough.</summary>
public static class Glob
{
    /// <summary>Whether the id matches the pattern; everything matches null.</summary>
    public static bool Matches(string? pattern, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return pattern is null || pattern.Split(',').Any(alternative => MatchesOne(alternative, id));
    }

    private static bool MatchesOne(string pattern, string id)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal) && !pattern.Contains('?', StringComparison.Ordinal))
            return id.Contains(pattern, StringComparison.Ordinal);
        var expression = new StringBuilder("^");
        foreach (var letter in pattern)
            expression.Append(letter switch { '*' => ".*", '?' => ".", _ => Regex.Escape(letter.ToString()) });
        return Regex.IsMatch(id, expression.Append('$').ToString(), RegexOptions.NonBacktracking);
    }
}
