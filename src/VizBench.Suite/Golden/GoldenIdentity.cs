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
            ("input", expected.Input, actual.Input),
            ("the input's pixels (SHA-256)", expected.InputSha256, actual.InputSha256),
            ("method", expected.Method, actual.Method),
            ("options", Text(expected.Options), Text(actual.Options)),
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

    private static string Text(SortedDictionary<string, string> options) => string.Join(' ', options.Select(o => $"{o.Key}={o.Value}"));
}
