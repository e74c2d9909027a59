using System.Reflection;

namespace VizBench.Metrics;

/// <summary>Every metric of this assembly, found by its <see cref="MetricAttribute"/>: a new one needs no list to be edited.</summary>
public static class MetricRegistry
{
    /// <summary>All metrics, by group and then by id.</summary>
    public static IReadOnlyList<MetricDescription> All { get; } = Find();

    /// <exception cref="UserError">no metric has this id</exception>
    public static MetricDescription Get(string id) =>
        All.FirstOrDefault(metric => string.Equals(metric.Id, id, StringComparison.Ordinal))
        ?? throw new UserError($"no metric is named '{id}'{NearestNames.Suggestion(id, All.Select(metric => metric.Id))} (all: vizbench list metrics)");

    private static MetricDescription[] Find()
    {
        var all = typeof(MetricRegistry).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(method => method.GetCustomAttributes<MetricAttribute>(), (method, found) => new MetricDescription(
                found.Id, found.Group, found.Unit, found.Low, found.High, found.Direction, found.Takes, found.Summary, found.Source)
            {
                Call = MetricCall.Of(method, found.Takes),
            })
            .OrderBy(metric => metric.Group).ThenBy(metric => metric.Id, StringComparer.Ordinal)
            .ToArray();
        var twice = all.GroupBy(metric => metric.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? all : throw new InvalidOperationException($"two metrics are named '{twice.Key}'");
    }
}
