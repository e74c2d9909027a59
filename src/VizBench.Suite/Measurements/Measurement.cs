using VizBench.Engine;
using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>What is to be measured.</summary>
/// <param name="First">files, or folders of files</param>
/// <param name="Second">what they are held against: a file, or a folder with files of the same names; null: nothing</param>
/// <param name="Mask">the regions of truth: likewise</param>
/// <param name="Metrics">ids and shell patterns over them; none: all that can be computed</param>
/// <param name="Range">greatest less least possible value; null: 1 where all values lie in 0 … 1, else unknown</param>
public sealed record MeasurementRequest(IReadOnlyList<string> First, string? Second, string? Mask, IReadOnlyList<string> Metrics, double? Range);

/// <summary>The numbers of one picture, map or pair.</summary>
/// <param name="Values">by a metric's id; one that it refuses is missing</param>
public sealed record MeasuredRow(string Name, IReadOnlyDictionary<string, double> Values);

/// <summary>Why a metric has no number of a file.</summary>
public sealed record LeftOut(string Metric, string File, string Reason);

/// <summary>Values of a file that are NaN or infinite: few metrics have a number then.</summary>
/// <param name="Count">how many</param>
/// <param name="First">the place of the first in the file, "[0, 3, 17]", counted from 0</param>
public sealed record NotFinite(string File, int Count, string First);

/// <summary>Metrics of files, and their means where there are several items.</summary>
/// <param name="Metrics">those of which there is a number, by group and id</param>
/// <param name="Rows">one for each item</param>
/// <param name="Means">by a metric's id: over the items with a finite value; none of a single item</param>
/// <param name="NotFinite">files with values that are NaN or infinite</param>
public sealed record Measurement(
    IReadOnlyList<MetricDescription> Metrics, IReadOnlyList<MeasuredRow> Rows, IReadOnlyDictionary<string, MeanInterval> Means, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<NotFinite> NotFinite)
{
    /// <exception cref="UserError">a file that can't be read or has another size than its partner, no such metric, or one that needs what isn't given</exception>
    public static Measurement Of(MeasurementRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var metrics = MetricChoice.Of(request.Metrics, request.Second is not null, request.Mask is not null);
        var (rows, leftOut, notFinite) = (new List<MeasuredRow>(), new List<LeftOut>(), new List<NotFinite>());
        TorchEngine.Initialise(Environment.ProcessorCount);
        foreach (var files in MeasuredFiles.Of(request.First, request.Second, request.Mask))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var items = MeasuredItems.Read(files);
            notFinite.AddRange(items.NotFinite);
            rows.AddRange(RowsOf(items, metrics, request, leftOut));
        }

        MetricDescription[] known = [.. metrics.Where(metric => rows.Any(row => row.Values.ContainsKey(metric.Id)))];
        if (known.Length == 0)
            throw new UserError(leftOut.Count > 0 ? $"{leftOut[0].File}: {leftOut[0].Metric}: {leftOut[0].Reason}" : $"--metric {string.Join(' ', request.Metrics)}: it takes masks, which hold 0 and 1 (black and white) only");
        return new Measurement(known, rows, rows.Count > 1 ? MeansOf(known, rows) : new Dictionary<string, MeanInterval>(StringComparer.Ordinal), leftOut, notFinite);
    }

    private static IEnumerable<MeasuredRow> RowsOf(MeasuredItems items, IReadOnlyList<MetricDescription> metrics, MeasurementRequest request, List<LeftOut> leftOut)
    {
        string[] names = [.. items.Names];
        var values = Array.ConvertAll(names, _ => new Dictionary<string, double>(StringComparer.Ordinal));
        foreach (var metric in metrics.Where(metric => items.Suits(metric) || MetricChoice.IsNamed(request.Metrics, metric)))
        {
            try
            {
                var numbers = items.Values(metric, request.Range);
                for (var n = 0; n < names.Length; n++)
                    values[n][metric.Id] = numbers[n];
            }
            catch (ArgumentException e)
            {
                var reason = e.ParamName is { } name ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal).Split('\n')[0] : e.Message;
                if (MetricChoice.IsNamed(request.Metrics, metric))
                    throw new UserError($"{items.File}: {metric.Id}: {reason}", e);
                leftOut.Add(new LeftOut(metric.Id, items.File, reason));
            }
        }

        return names.Zip(values, (name, row) => new MeasuredRow(name, row));
    }

    private static Dictionary<string, MeanInterval> MeansOf(MetricDescription[] metrics, List<MeasuredRow> rows)
    {
        var means = new Dictionary<string, MeanInterval>(StringComparer.Ordinal);
        foreach (var metric in metrics)
        {
            double[] finite = [.. rows.Where(row => row.Values.TryGetValue(metric.Id, out var value) && double.IsFinite(value)).Select(row => row.Values[metric.Id])];
            if (finite.Length > 0)
                means[metric.Id] = Bootstrap.Of(finite, $"measure {metric.Id}");
        }

        return means;
    }
}
