using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>Whether two records are of the same thing at all: if not, comparing numbers would only confuse.</summary>
internal static class GoldenIdentity
{
    /// <returns>what differs, in words, the cause before its consequences; null where nothing does</returns>
    internal static string? FirstDifference(GoldenRecord expected, GoldenRecord actual)
    {
        (string What, string Expected, string Actual)[] fields =
        [
            ("network", expected.Network, actual.Network),
            ("the network's weights (SHA-256)", expected.WeightsSha256, actual.WeightsSha256),
            ("the weights of the method's further networks (SHA-256)", Companions(expected), Companions(actual)),
            ("input", expected.Input, actual.Input),
            ("the input's pixels (SHA-256)", expected.InputSha256, actual.InputSha256),
            ("the further inputs", Text(expected.Roles ?? []), Text(actual.Roles ?? [])),
            ("method", expected.Method, actual.Method),
            ("options", Text(expected.Options), Text(Comparable(expected, actual))),
            ("layer", expected.Layer ?? "none", actual.Layer ?? "none"),
            ("units", string.Join(' ', expected.Units), string.Join(' ', actual.Units)),
            ("target", $"{expected.Target}", $"{actual.Target}"),
            ("seed", $"{expected.Seed}", $"{actual.Seed}"),
            ("shape", string.Join('×', expected.Shape), string.Join('×', actual.Shape)),
            ("number of samples", $"{expected.Samples.Length}", $"{actual.Samples.Length}"),
            ("number of projections", $"{expected.Projections.Length}", $"{actual.Projections.Length}"),
        ];
        foreach (var (what, before, now) in fields)
        {
            if (!string.Equals(before, now, StringComparison.Ordinal))
                return $"made from something else: {what} is {now}, the golden's {before}";
        }

        return null;
    }

    /// <summary>
    /// An option that came after the golden was made doesn't count where it has its default: whether the method still does the same
    /// is what the numbers say.
    /// </summary>
    private static SortedDictionary<string, string> Comparable(GoldenRecord expected, GoldenRecord actual)
    {
        // A record's method is its label: the id, then what was set.
        var id = actual.Method.Split(' ')[0];
        var known = MethodRegistry.All.FirstOrDefault(info => string.Equals(info.Id, id, StringComparison.Ordinal))?.Options ?? [];
        var added = known.Where(option => !expected.Options.ContainsKey(option.Name) && actual.Options.TryGetValue(option.Name, out var value) && string.Equals(value, option.Default, StringComparison.Ordinal))
            .Select(option => option.Name).ToHashSet(StringComparer.Ordinal);
        return new SortedDictionary<string, string>(
            actual.Options.Where(option => !added.Contains(option.Key)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static string Companions(GoldenRecord record) => record.Companions is { } companions ? Text(companions) : "none";

    private static string Text(SortedDictionary<string, string> options) => string.Join(' ', options.Select(o => $"{o.Key}={o.Value}"));
}
