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
        var document = JsonText.Read<Document>(path);
        return document switch
        {
            { Networks: { Count: > 0 } networks } when networks.All(IsDissection) => OfDissections(networks, name),
            { Evaluations: { Count: > 0 } evaluations } => OfEvaluation(document, evaluations, name),
            { Rows: { Count: > 0 } rows, Network: { } network } => OfInversions(document, rows, network, name),
            _ when IsDissection(document) => OfDissection(document, name),
            _ => throw new FileError(path, "content", "it holds no numbers that vizbench evaluate, evaluate-images, inversions or dissect writes; name such a file, or a run's folder"),
        };
    }

    private static TableSource OfEvaluation(Document document, IReadOnlyList<AttributionEvaluation> evaluations, string name)
    {
        var pictures = (document.Pictures ?? []).GroupBy(picture => picture.Network, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Select(picture => picture.Name).ToArray(), StringComparer.Ordinal);
        return new TableSource(name, [.. evaluations.SelectMany(MeasurementsOf)]) { Facts = FactsOf(document), MethodIds = IdsOf(evaluations.Select(row => row.Method)) };

        IEnumerable<TableValue> MeasurementsOf(AttributionEvaluation row) => row.Values.SelectMany(column => column.Value.Select((value, i) => (Value: value, Place: i)).Where(entry => double.IsFinite(entry.Value)).Select(entry =>
            new TableValue(name, row.Network, row.Method, "", InputOf(row.Network, column.Key, entry.Place), document.Settings?.Seed ?? 0, column.Key, TableMetric.Of(column.Key, ofMap: false).Section, entry.Value)));

        // The marked boats are other images.
        string InputOf(string network, string column, int place) => column.EndsWith("-mark", StringComparison.Ordinal)
            ? FormattableString.Invariant($"marked image {place}")
            : pictures.TryGetValue(network, out var names) && place < names.Length ? names[place] : FormattableString.Invariant($"image {place}");
    }

    private static TableSource OfInversions(Document document, IReadOnlyList<InversionRow> rows, string network, string name)
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

    private static bool IsDissection(Document document) => document is { Layers.Count: > 0, Network: not null, Dataset: not null };

    private static TableSource OfDissections(IReadOnlyList<Document> networks, string name)
    {
        TableSource[] each = [.. networks.Select(document => OfDissection(document, name))];
        var facts = each.SelectMany(source => source.Facts).GroupBy(fact => fact.Name, StringComparer.Ordinal);
        return new TableSource(name, [.. each.SelectMany(source => source.Measurements)])
        {
            Facts = [.. facts.Select(fact => new TableFact(fact.Key, string.Join("; ", fact.Select(one => one.Value).Distinct(StringComparer.Ordinal))))],
            Charts = [.. each.SelectMany(source => source.Charts)],
        };
    }

    private static TableSource OfDissection(Document document, string name)
    {
        var (layers, network, dataset) = (document.Layers!, document.Network!, document.Dataset!);
        var measurements = layers.SelectMany(layer => new (string Metric, double Value)[] { ("units", layer.Units), ("detectors", layer.Detectors), ("unique-detectors", layer.Unique) }
            .Concat(layer.UniqueByCategory.Select(category => ($"unique-{category.Key}", (double)category.Value)))
            .Select(number => new TableValue(name, network, "dissection", layer.Layer, dataset, 0, number.Item1, TableMetric.Dissection, number.Item2)));
        return new TableSource(name, [.. measurements])
        {
            Facts = FactsOf(document),
            Charts = [($"detectors-{Slug.Of(network)}", DissectionCharts.Detectors(network, layers))],
        };
    }

    private static TableFact[] FactsOf(Document document)
    {
        var networks = document.Network is { } network ? [$"{network} {RunSource.ShortHash(document.WeightsSha256 ?? document.Weights)}"] : document.Evaluations?.Select(row => row.Network).Distinct(StringComparer.Ordinal) ?? [];
        return
        [
            .. new (string Name, string? Value)[]
            {
                ("VizBench", document.Version is { } version ? RunSource.ShortVersion(version) : null),
                ("networks", string.Join("; ", networks)),
                ("device", document.Settings?.Device),
                ("seeds", document.Settings?.Seed?.ToString()),
                ("images", document.Dataset ?? document.Input ?? document.Settings?.Images?.ToString()),
            }.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => new TableFact(fact.Name, fact.Value!)),
        ];
    }

    // A label begins with the id.
    private static Dictionary<string, string> IdsOf(IEnumerable<string> labels) => labels.Distinct(StringComparer.Ordinal).ToDictionary(label => label, label => label.Split(' ')[0], StringComparer.Ordinal);

    /// <summary>What the kinds of files have, together.</summary>
    private sealed record Document
    {
        public string? Version { get; init; }

        public IReadOnlyList<AttributionEvaluation>? Evaluations { get; init; }

        public IReadOnlyList<EvaluatedPicture>? Pictures { get; init; }

        public string? Network { get; init; }

        public string? WeightsSha256 { get; init; }

        public string? Weights { get; init; }

        public string? Dataset { get; init; }

        public string? Input { get; init; }

        public IReadOnlyList<InversionRow>? Rows { get; init; }

        public IReadOnlyList<LayerDetectors>? Layers { get; init; }

        /// <summary>Of a comparison: each network's dissection.</summary>
        public IReadOnlyList<Document>? Networks { get; init; }

        public Conditions? Settings { get; init; }
    }

    private sealed record Conditions
    {
        public string? Device { get; init; }

        public long? Seed { get; init; }

        public long? Images { get; init; }
    }
}
