namespace VizBench.Suite;

/// <summary>The JSON that evaluate, evaluate-images, inversions and dissect write, as numbers for a table.</summary>
internal static class JsonSource
{
    private static readonly string[] s_files = ["evaluation.json", "paintings.json", "inversions.json", "dissection.json", "comparison.json"];

    /// <summary>The file in a folder that one of these verbs wrote; null: there is none.</summary>
    internal static string? In(string folder) => s_files.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    /// <exception cref="UserError">no JSON of these verbs</exception>
    internal static TableSource Read(string path, string name)
    {
        var document = JsonText.Read<SourceDocument>(path);
        return document switch
        {
            { Networks: { Count: > 0 } networks } when networks.All(DissectionSource.Is) => DissectionSource.Of(networks, name),
            { Evaluations: { Count: > 0 } evaluations } => OfEvaluation(document, evaluations, name),
            { Rows: { Count: > 0 } rows, Network: { } network } => OfInversions(document, rows, network, name),
            _ when DissectionSource.Is(document) => DissectionSource.Of([document], name),
            _ => throw new FileError(path, "content", "it holds no numbers that vizbench evaluate, evaluate-images, inversions or dissect writes; name such a file, or a run's folder"),
        };
    }

    private static TableSource OfEvaluation(SourceDocument document, IReadOnlyList<AttributionEvaluation> evaluations, string name)
    {
        var pictures = (document.Pictures ?? []).GroupBy(picture => picture.Network, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Select(picture => picture.Name).ToArray(), StringComparer.Ordinal);
        TableValue[] measurements = [.. evaluations.SelectMany(MeasurementsOf)];
        // A row of gaps alone stands in the first part.
        var first = measurements.Select(m => m.Section).MinBy(TableMetric.OrderOf) ?? TableMetric.AgainstMask;
        return new TableSource(name, measurements)
        {
            Failures = [.. (document.Gaps ?? []).Select(gap => new FailedCase(name, $"{gap.Network}, {gap.Method}", gap.Network, gap.Method, "", "", first, gap.Reason))],
            Facts = FactsOf(document),
            MethodIds = IdsOf(evaluations.Select(row => row.Method)),
        };

        IEnumerable<TableValue> MeasurementsOf(AttributionEvaluation row) => row.Values.SelectMany(column => column.Value.Select((value, i) => (Value: value, Place: i)).Where(entry => double.IsFinite(entry.Value)).Select(entry =>
            new TableValue(name, row.Network, row.Method, "", InputOf(row.Network, column.Key, entry.Place), document.Settings?.Seed ?? 0, column.Key, TableMetric.Of(column.Key, ofMap: false).Section, entry.Value)));

        // The marked boats are other images.
        string InputOf(string network, string column, int place) => column.EndsWith("-mark", StringComparison.Ordinal)
            ? FormattableString.Invariant($"marked image {place}")
            : pictures.TryGetValue(network, out var names) && place < names.Length ? names[place] : FormattableString.Invariant($"image {place}");
    }

    private static TableSource OfInversions(SourceDocument document, IReadOnlyList<InversionRow> rows, string network, string name)
    {
        // All inputs of a row are inverted together, so there is one time for them.
        var measurements = rows.SelectMany(row => row.Each.SelectMany(score => Numbers(score).Select(number => Of(row, score.Input, number.Metric, number.Value)))
            .Append(Of(row, document.Input ?? "", TableMetric.Seconds, row.Seconds))).Where(measurement => double.IsFinite(measurement.Value));
        string[] layers = [.. rows.Select(row => row.Layer).Distinct(StringComparer.Ordinal)];
        var series = rows.Where(row => row.Part is InversionRow.Whole).GroupBy(row => row.Method, StringComparer.Ordinal)
            .Select(method => new ChartSeries(method.Key, [.. method.Select(row => FigurePoint.Of(Array.IndexOf(layers, row.Layer), [.. row.Each.Select(score => score.CodeError)], $"{name} {row.Layer} {row.Method}"))])).ToArray();
        return new TableSource(name, [.. measurements])
        {
            Facts = FactsOf(document),
            MethodIds = IdsOf(rows.Select(row => row.Method)),
            LayerFigures = [new LayerFigure($"inversion-error-{Slug.Of(network)}", $"Inversion error by layer, {network}", "relative distance of the codes", layers, series)],
        };

        TableValue Of(InversionRow row, string input, string metric, double value) => new(
            name, network, row.Part is InversionRow.Whole ? row.Method : $"{row.Method} {row.Part}", row.Layer, input, document.Settings?.Seed ?? 0, metric, TableMetric.Of(metric, ofMap: false).Section, value);

        static IEnumerable<(string Metric, double Value)> Numbers(InversionScore score)
        {
            yield return ("code-error", score.CodeError);
            yield return ("psnr", score.Psnr);
            yield return ("ssim", score.Ssim);
            if (score.BetweenRestarts is { } between)
                yield return ("between-restarts", between);
        }
    }

    /// <summary>Of the file as a whole; what is not recorded is left out.</summary>
    internal static TableFact[] FactsOf(SourceDocument document)
    {
        var origin = document.Origin;
        string? HashOf(string network) => origin is not null && origin.Weights.TryGetValue(network, out var hash) ? hash : document.WeightsSha256 ?? document.Weights;
        var names = document.Network is { } only ? [only] : document.Evaluations?.Select(row => row.Network).Distinct(StringComparer.Ordinal) ?? [];
        return
        [
            .. new (string Name, string? Value)[]
            {
                ("VizBench", document.Version is { } version ? RunSource.ShortVersion(version) : null),
                ("networks", string.Join("; ", names.Select(name => $"{name} {RunSource.ShortHash(HashOf(name))}"))),
                ("device", origin?.Device ?? document.Settings?.Device),
                ("precision", origin?.Precision),
                ("seeds", document.Settings?.Seed?.ToString()),
                ("plugins", string.Join("; ", (document.Plugins ?? []).Select(plugin => plugin.Text))),
                ("images", document.Dataset ?? document.Input ?? document.Settings?.Images?.ToString()),
            }.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => new TableFact(fact.Name, fact.Value!)),
        ];
    }

    // A label begins with the id.
    private static Dictionary<string, string> IdsOf(IEnumerable<string> labels) => labels.Distinct(StringComparer.Ordinal).ToDictionary(label => label, label => label.Split(' ')[0], StringComparer.Ordinal);
}
