using System.Text;
using System.Text.RegularExpressions;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Shell patterns over case ids: * any text, ? any character, alternatives separated by commas. Without * and ? it is one case's id.</summary>
public static class Glob
{
    /// <summary>Whether the id matches the pattern; everything matches null.</summary>
    public static bool Matches(string? pattern, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return pattern is null || pattern.Split(',').Any(alternative => MatchesOne(alternative, id));
    }

    /// <summary>Whether the layer's name or one of its aliases matches.</summary>
    public static bool Matches(string? pattern, Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Aliases.Prepend(layer.Name).Any(name => Matches(pattern, name));
    }

    private static bool MatchesOne(string pattern, string id)
    {
        var expression = new StringBuilder("^");
        foreach (var letter in pattern)
            expression.Append(letter switch { '*' => ".*", '?' => ".", _ => Regex.Escape(letter.ToString()) });
        return Regex.IsMatch(id, expression.Append('$').ToString(), RegexOptions.NonBacktracking);
    }
}
