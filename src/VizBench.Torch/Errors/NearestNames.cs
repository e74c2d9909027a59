namespace VizBench;

/// <summary>Which of the known names a mistyped one may have meant.</summary>
public static class NearestNames
{
    private const int MostSuggested = 3;
    private const int ShortestPart = 3;
    private const int LongestShort = 5;

    /// <summary>The names with the smallest edit distance, best first, however far they are.</summary>
    public static IReadOnlyList<string> To(string name, IEnumerable<string> known, int count = 5) =>
        known.OrderBy(candidate => Distance(name, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal).Take(count).ToArray();

    /// <summary>
    /// Those that the name may well have been meant as, best first, often none: one edit away, two in names of more than five letters, in longer
    /// ones a third of their length; or such that one of the two contains the other.
    /// </summary>
    public static IReadOnlyList<string> Near(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        return [.. known.Distinct(StringComparer.Ordinal)
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(candidate => candidate.Distance <= Reach(name, candidate.Name) || IsPart(name, candidate.Name))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(MostSuggested).Select(candidate => candidate.Name)];
    }

    /// <summary>The end of a message about an unknown name: "; did you mean a, b or c?", or nothing where no name is near.</summary>
    public static string Suggestion(string name, IEnumerable<string> known) => Near(name, known).ToArray() switch
    {
        [] => "",
        [var only] => $"; did you mean {only}?",
        [.. var others, var last] => $"; did you mean {string.Join(", ", others)} or {last}?",
    };

    // Longer names may hold more mistakes; a short one with two is another name.
    private static int Reach(string a, string b)
    {
        var length = Math.Max(a.Length, b.Length);
        return length <= LongestShort ? 1 : Math.Max(2, length / 3);
    }

    private static bool IsPart(string a, string b)
    {
        var (part, whole) = a.Length < b.Length ? (a, b) : (b, a);
        return part.Length >= ShortestPart && whole.Contains(part, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>How many letters have to be put in, left out, replaced or exchanged with their neighbors (optimal string alignment), ignoring case.</summary>
    private static int Distance(string a, string b)
    {
        int[] beforePrevious = [];
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(previous[j - 1] + (Same(i, j) ? 0 : 1), Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(i, j - 1) && Same(i - 1, j))
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }

            (beforePrevious, previous) = (previous, current);
        }

        return previous[^1];

        bool Same(int i, int j) => char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
    }
}
