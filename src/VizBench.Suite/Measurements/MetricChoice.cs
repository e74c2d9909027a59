using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>Which metrics are wanted of what is given.</summary>
internal static class MetricChoice
{
    /// <param name="globs">ids and shell patterns over them; none: every metric that can be computed</param>
    /// <exception cref="UserError">no such metric, or one that needs what wasn't given</exception>
    internal static IReadOnlyList<MetricDescription> Of(IReadOnlyList<string> globs, bool hasSecond, bool hasMask)
    {
        foreach (var name in globs.SelectMany(glob => glob.Split(',')).Where(name => !IsPattern(name)))
        {
            var metric = MetricRegistry.Get(name);
            if (Missing(metric.Takes, hasSecond, hasMask) is { } missing)
                throw new UserError($"--metric {name}: it needs {missing}");
        }

        MetricDescription[] matching = [.. MetricRegistry.All.Where(metric => globs.Count == 0 || globs.Any(glob => Glob.Matches(glob, metric.Id)))];
        if (matching.Length == 0)
            throw new UserError($"--metric {string.Join(' ', globs)}: no metric matches; vizbench list metrics shows them");
        MetricDescription[] possible = [.. matching.Where(metric => Missing(metric.Takes, hasSecond, hasMask) is null)];
        return possible.Length > 0 ? possible : throw new UserError($"--metric {string.Join(' ', globs)}: {matching[0].Id} needs {Missing(matching[0].Takes, hasSecond, hasMask)}");
    }

    /// <summary>Whether somebody asked for this very metric.</summary>
    internal static bool IsNamed(IReadOnlyList<string> globs, MetricDescription metric) => globs.SelectMany(glob => glob.Split(',')).Contains(metric.Id, StringComparer.Ordinal);

    private static bool IsPattern(string glob) => glob.AsSpan().ContainsAny('*', '?');

    private static string? Missing(MetricInput takes, bool hasSecond, bool hasMask) => takes switch
    {
        MetricInput.Pictures => null,
        MetricInput.PicturePairs or MetricInput.ArrayPairs => hasSecond ? null : "a second file to hold the first against; give it behind the first",
        MetricInput.MaskPairs => hasSecond ? null : "two masks; give the second behind the first",
        MetricInput.MapsAndMasks => hasMask ? null : "the region of truth; give it with --mask",
        _ => "a network or several maps, which files of pictures and masks don't hold; evaluate, evaluate-images and dissect compute it",
    };
}
