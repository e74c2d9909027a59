using System.Text.RegularExpressions;

namespace VizBench.Files;

/// <summary>
/// Paths in what is published: a footer, a report. One that was given whole says how somebody's machine is laid out, and nothing that a reader needs: it is
/// shown from the working directory where it lies below it, else by its name alone. A relative one is shown as it was given.
/// </summary>
public static partial class ShownPath
{
    /// <param name="path">a path, or anything else, which stays as it is</param>
    public static string Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Path.IsPathRooted(path))
            return path;
        var below = Path.GetRelativePath(Environment.CurrentDirectory, path);
        // What lies elsewhere comes with ".." or as it was.
        return below is not ".." && !below.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(below)
            ? below
            : Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } name ? name : path;
    }

    /// <summary>A word of a command line: a path, several with commas between, or one after an equals sign.</summary>
    public static string OfWord(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return Rooted().Replace(word, match => Of(match.Value));
    }

    [GeneratedRegex("(?<=^|[,=])/.*?(?=,/|$)", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rooted();
}
