using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Methods;
using VizBench.Methods.Optimising;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>The figures that a table's sources hold what they need for.</summary>
internal static class TableFigures
{
    // More curves in one chart can't be told apart.
    private const int MostCurves = 8;

    // More names, or longer ones, don't fit below bars.
    private const int MostBars = 8;
    private const int LongestName = 24;

    /// <returns>names of files without their endings, and charts</returns>
    internal static IReadOnlyList<(string Name, Chart Chart)> Of(IReadOnlyList<TableSource> sources, ResultTable table)
    {
        var figures = table.Sections.SelectMany(section => section.Columns.Select((column, c) => (Section: section, Column: column, Place: c)))
            .Where(entry => entry.Column.Direction != MetricDirection.Descriptive && entry.Section.Rows.Count(row => row.Cells[entry.Place].Value is not null) > 1)
            .Select(entry => (Slug.Of($"{entry.Column.Metric} {entry.Column.Run}"), OfColumn(sources, table, entry.Section, entry.Place)))
            .Concat(OfLayers(sources)).Concat(sources.SelectMany(source => source.Charts)).Concat(sources.SelectMany(SpectrumFigures.Of)).ToArray();
        // Several sources may have figures of one name.
        return [.. figures.GroupBy(figure => figure.Item1, StringComparer.Ordinal).SelectMany(group => group.Select((figure, i) => (i == 0 ? figure.Item1 : FormattableString.Invariant($"{figure.Item1}-{i + 1}"), figure.Item2)))];
    }

    private static Chart OfColumn(IReadOnlyList<TableSource> sources, ResultTable table, TableSection section, int place)
    {
        var column = section.Columns[place];
        // The last of the row's names along the axis, those before it as series.
        var rows = section.Rows.Where(row => row.Cells[place].Value is not null).ToArray();
        string[] categories = [.. rows.Select(row => Shown(row.Keys[^1])).Distinct(StringComparer.Ordinal)];
        var series = rows.GroupBy(row => string.Join(", ", row.Keys.SkipLast(1)), StringComparer.Ordinal).Select(group => new ChartSeries(group.Key, [.. group.Select(row =>
        {
            var value = row.Cells[place].Value!;
            var position = Array.IndexOf(categories, Shown(row.Keys[^1]));
            return value.Count > 1 ? new ChartPoint(position, value.Mean, value.Low, value.High) : new ChartPoint(position, value.Mean);
        })])).ToArray();
        var kind = categories.Length > MostBars || categories.Any(name => name.Length > LongestName) ? ChartKind.Dots : ChartKind.Bars;
        double[] chance = [.. sources.Select(source => source.Chance.TryGetValue(column.Metric, out var value) ? value : double.NaN).Where(double.IsFinite)];
        string[] keys = [.. table.Keys.Select(ResultTable.NameOf)];
        var by = keys.Length > 1 ? $"{string.Join(", ", keys.SkipLast(1))} and {keys[^1]}" : keys[0];
        var interval = rows.Any(row => row.Cells[place].Value!.Count > 1) ? ", mean and 95 % interval" : "";
        // What is told of a dissection is counted, but where it is a mean.
        var values = new ChartAxis(column.Metric) { Counts = string.Equals(section.Title, TableMetric.Dissection, StringComparison.Ordinal) && rows.All(row => double.IsInteger(row.Cells[place].Value!.Mean)) };
        return new Chart($"{column.Heading} by {by}{interval}", kind, new ChartAxis(kind == ChartKind.Dots ? "" : ResultTable.NameOf(table.Keys[^1])) { Categories = categories }, values, series)
        {
            References = chance.Length > 0 ? [new ChartReference(chance.Average(), "chance")] : [],
        };
    }

    private static IEnumerable<(string Name, Chart Chart)> OfLayers(IReadOnlyList<TableSource> sources) => sources.SelectMany(source => source.LayerFigures).SelectMany(figure =>
        figure.Series.Chunk(MostCurves).Select((series, part) => (
            part == 0 ? figure.Name : FormattableString.Invariant($"{figure.Name}-{part + 1}"),
            new Chart(TitleOf(figure.Title, series), ChartKind.Lines, new ChartAxis("layer") { Categories = figure.Layers }, new ChartAxis(figure.ValueLabel), series))));

    /// <summary>A single curve has no legend, so the title names it.</summary>
    private static string TitleOf(string title, IReadOnlyList<ChartSeries> series) => series.Count == 1 ? $"{title}: {series[0].Name}" : title;

    private static string Shown(string key) => key.Length == 0 ? CellText.None : key;

    /// <summary>Radial power spectra of the pictures that methods made, beside those of a run's inputs.</summary>
    private static class SpectrumFigures
    {
        private sealed record Spectrum(string Family, string Method, double[] Rings, double Longer);

        internal static IEnumerable<(string Name, Chart Chart)> Of(TableSource source)
        {
            if (source.Run is not { } run)
                yield break;
            var preprocessing = new Dictionary<string, Preprocessing?>(StringComparer.Ordinal);
            var spectra = run.Done.Where(facts => facts.ResultKind == ResultKind.Image && facts.Shape.Length == 3).Select(facts => OfPicture(run, facts, preprocessing)).OfType<Spectrum>().ToArray();
            var images = InputsOf(run);
            foreach (var family in spectra.GroupBy(spectrum => spectrum.Family, StringComparer.Ordinal))
            {
                var series = family.GroupBy(spectrum => spectrum.Method, StringComparer.Ordinal).Select(method => SeriesOf(method.Key, [.. method.Select(spectrum => (spectrum.Rings, spectrum.Longer))])).ToArray();
                foreach (var (part, i) in series.Chunk(MostCurves).Select((part, i) => (part, i)))
                {
                    ChartSeries[] all = images.Count > 0 ? [.. part, SeriesOf("the run's images", images)] : part;
                    yield return (
                        Slug.Of($"spectrum {family.Key}") + (i == 0 ? "" : FormattableString.Invariant($"-{i + 1}")),
                        new Chart(TitleOf($"Radial power spectra of pictures: {family.Key}", all), ChartKind.Lines, new ChartAxis("spatial frequency (cycles per pixel)") { Logarithmic = true }, new ChartAxis("mean power of colors in 0 … 1") { Logarithmic = true }, all));
                }
            }
        }

        /// <summary>Null: the file is no longer there, or the network isn't one that is known by its name.</summary>
        private static Spectrum? OfPicture(RunContent run, CaseFacts facts, Dictionary<string, Preprocessing?> known)
        {
            if (!known.TryGetValue(facts.Network, out var preprocessing))
                known[facts.Network] = preprocessing = PreprocessingOf(facts.Network);
            var file = run.Folder.In(RunFolder.Result(facts.Id));
            if (preprocessing is null || !File.Exists(file))
                return null;
            using var scope = NewDisposeScope();
            using var grad = no_grad();
            var array = NpyFile.Read(file);
            var colors = new Canvas(array.Shape[1], array.Shape[2], preprocessing, ScalarType.Float64, CPU).ToColours(tensor(array.ToDoubles(), [1, .. array.Shape])).squeeze(0);
            return new Spectrum(facts.Family, RunSource.LabelOf(facts), RadialPowerSpectrum.Of(colors), Math.Max(array.Shape[1], array.Shape[2]));
        }

        private static Preprocessing? PreprocessingOf(string network)
        {
            try
            {
                return NetworkCatalogue.ArchitectureOf(network).Preprocessing;
            }
            catch (UserError)
            {
                return null;
            }
        }

        private static List<(double[] Rings, double Longer)> InputsOf(RunContent run)
        {
            var spectra = new List<(double[], double)>();
            foreach (var file in run.Done.Where(facts => !facts.Input.StartsWith("blank", StringComparison.Ordinal)).Select(facts => run.Folder.In(RunFolder.InputPicture(facts.Network, facts.InputId))).Distinct(StringComparer.Ordinal).Where(File.Exists))
            {
                using var scope = NewDisposeScope();
                var picture = PlanarImage.FromRgb(ImageFiles.Read(file), 3);
                spectra.Add((RadialPowerSpectrum.Of(tensor(picture.Values, [picture.Channels, picture.Height, picture.Width])), Math.Max(picture.Height, picture.Width)));
            }

            return spectra;
        }

        /// <summary>Pictures of one size, the most frequent: rings of other sizes are of other frequencies. Ring 0, the mean, has no place on a logarithmic axis.</summary>
        private static ChartSeries SeriesOf(string name, IReadOnlyList<(double[] Rings, double Longer)> spectra)
        {
            var (longer, alike) = spectra.GroupBy(spectrum => spectrum.Longer).OrderByDescending(group => group.Count()).Select(group => (group.Key, group.ToArray())).First();
            return new ChartSeries(name, [.. Enumerable.Range(1, alike[0].Rings.Length - 1).Select(ring => FigurePoint.Of(ring / longer, [.. alike.Select(spectrum => spectrum.Rings[ring])], $"{name} ring {ring}"))]);
        }
    }
}
