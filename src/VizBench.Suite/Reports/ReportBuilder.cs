namespace VizBench.Suite;

/// <summary>Makes the report's content from a run's files.</summary>
internal static class ReportBuilder
{
    internal static ReportDocument Of(RunContent run)
    {
        var seconds = run.Entries.ToDictionary(e => e.Id, e => e.Seconds, StringComparer.Ordinal);
        return new ReportDocument
        {
            Run = run.Manifest,
            Finished = run.Entries.Count,
            Seconds = run.Entries.Sum(e => e.Seconds),
            Failures = [.. run.Entries.Where(e => e.Error is not null).Select(e => new ReportFailure(e.Id, e.Error!))],
            Methods = [.. run.Done.GroupBy(c => c.Label, StringComparer.Ordinal).Select(group => MethodOf([.. group], seconds))],
            ChanceIou = ChanceIouOf(run),
            Rows = [.. run.Done.GroupBy(c => (c.Network, c.InputId)).Select(group => RowOf(run, [.. group], seconds))],
        };
    }

    private static ReportMethod MethodOf(IReadOnlyList<CaseFacts> cases, Dictionary<string, double> seconds)
    {
        var label = cases[0].Label;
        return new ReportMethod(label, cases[0].Kind, cases.Count, cases.Average(c => seconds[c.Id]), MeansOf(c => c.Metrics)) { Scalars = MeansOf(c => c.Scalars) };

        SortedDictionary<string, MeanInterval> MeansOf(Func<CaseFacts, SortedDictionary<string, double>> numbers) => new(
            cases.SelectMany(numbers).GroupBy(number => number.Key, number => number.Value, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => Bootstrap.Of([.. group], $"{label} / {group.Key}"), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>k of n pixels at random share k²/n with a mask of k: an IoU of about a / (2 − a) for a mask of area share a.</summary>
    internal static double? ChanceIouOf(RunContent run)
    {
        var shares = run.Done.GroupBy(c => (c.Network, c.InputId)).Select(group => group.First().MaskShare).OfType<double>().ToArray();
        return shares.Length == 0 ? null : shares.Average(share => share / (2 - share));
    }

    private static ReportRow RowOf(RunContent run, IReadOnlyList<CaseFacts> cases, Dictionary<string, double> seconds)
    {
        var first = cases[0];
        return new ReportRow(
            first.Network,
            first.Input,
            RunFolder.InputPicture(first.Network, first.InputId),
            first.TrueClassName,
            first.PredictedName ?? (first.Predicted is { } predicted ? $"class {predicted}" : null),
            first.Probability,
            first.TrueClass is { } label ? label == first.Predicted : null,
            [.. cases.Select(c => CellOf(run, c, seconds[c.Id]))]);
    }

    private static ReportCell CellOf(RunContent run, CaseFacts facts, double seconds)
    {
        var overlay = RunFolder.Overlay(facts.Id);
        return new ReportCell(
            facts.Id, facts.Label, facts.Kind, facts.TargetName ?? facts.Target?.ToString(), facts.Shape, RunFolder.Picture(facts.Id),
            File.Exists(run.Folder.In(overlay)) ? overlay : null, seconds, facts.Statistics, facts.Metrics, facts.Scalars, facts.LayerSums, facts.Trace, facts.Colors);
    }
}
