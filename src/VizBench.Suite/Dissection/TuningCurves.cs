using VizBench.Data.ConceptWorld;
using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>How strongly each unit of a layer answers to each single concept.</summary>
/// <param name="Responses">(units, concepts): the greatest activation of the unit's map, mean over the concept's pictures</param>
public sealed record LayerTuning(string Layer, double[,] Responses);

/// <summary>How often the concept that a unit was labeled with is the one that drives it, among detectors labeled with a category.</summary>
/// <param name="Concepts">of the category</param>
/// <param name="First">share of the detectors that answer to no concept of the category more strongly than to their label</param>
/// <param name="FirstByChance">the same of labels drawn at random</param>
/// <param name="AmongThree">share of the detectors whose label is among the three strongest</param>
/// <param name="AmongThreeByChance">the same of labels drawn at random</param>
public sealed record TuningAgreement(string Layer, string Category, int Detectors, int Concepts, double First, double FirstByChance, double AmongThree, double AmongThreeByChance);

/// <summary>
/// What drives a unit: pictures of one concept alone on plain gray, in several extents and at several places. It is independent of dissection's labels, which
/// come from scenes, and so a check of them; objects and scenes can't be shown alone.
/// </summary>
/// <param name="Concepts">the columns of every layer's responses</param>
public sealed record TuningCurves(IReadOnlyList<Concept> Concepts, IReadOnlyList<LayerTuning> Layers)
{
    private const int Batch = 32;
    private static readonly ConceptCategory[] s_categories = [ConceptCategory.Color, ConceptCategory.Part, ConceptCategory.Material, ConceptCategory.Texture];

    /// <param name="layers">names of layers with rows and columns</param>
    /// <param name="settings">whose basis the units are in</param>
    /// <exception cref="UserError">a layer without rows and columns</exception>
    public static TuningCurves Of(
        Network network, IReadOnlyList<string> layers, DissectionSettings settings, WorldOptions world, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var units = new LayerUnits(network, layers, settings);
        var probes = new ProbeSequence(world, s_categories);
        Concept[] concepts = [.. s_categories.SelectMany(category => WorldVocabulary.Of(category).Select(name => new Concept(name, WorldVocabulary.NameOf(category))))];
        var sums = units.Counts.Select(count => new double[count, concepts.Length]).ToArray();
        var shown = new int[concepts.Length];
        for (var first = 0L; first < probes.Count; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var count = Math.Min(Batch, probes.Count.Value - first);
            var columns = Enumerable.Range(0, (int)count).Select(i => ColumnOf(concepts, probes.ShownBy(first + i))).ToArray();
            foreach (var column in columns)
                shown[column]++;
            var maps = units.Maps(PictureBatch.Of(network, Array.ConvertAll(PictureBatch.Draw(probes, first, count), sample => sample.Image)), cancellation);
            for (var layer = 0; layer < maps.Count; layer++)
                Add(sums[layer], maps[layer], columns);
            progress?.Report((first + count) / (double)probes.Count);
        }

        foreach (var responses in sums)
        {
            for (var i = 0; i < responses.Length; i++)
                responses[i / concepts.Length, i % concepts.Length] /= shown[i % concepts.Length];
        }

        return new TuningCurves(concepts, [.. layers.Select((layer, i) => new LayerTuning(layer, sums[i]))]);
    }

    /// <summary>Of a unit's label: 1 where no concept of its category drives the unit more; null where it can't be shown alone.</summary>
    public int? RankOf(DissectedUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var column = unit.Concept is null ? -1 : Concepts.ToList().IndexOf(unit.Concept);
        if (column < 0)
            return null;
        var responses = Layers.First(layer => string.Equals(layer.Layer, unit.Layer, StringComparison.Ordinal)).Responses;
        return 1 + Enumerable.Range(0, Concepts.Count).Count(other =>
            string.Equals(Concepts[other].Category, unit.Concept!.Category, StringComparison.Ordinal) && responses[unit.Unit, other] > responses[unit.Unit, column]);
    }

    /// <summary>By layer and category, where there are detectors whose label can be shown alone.</summary>
    public IReadOnlyList<TuningAgreement> AgreementWith(IEnumerable<DissectedUnit> units) =>
    [
        .. units.Where(unit => unit.IsDetector).Select(unit => (Unit: unit, Rank: RankOf(unit))).Where(ranked => ranked.Rank is not null)
            .GroupBy(ranked => (ranked.Unit.Layer, ranked.Unit.Concept!.Category)).Select(group =>
            {
                var (detectors, concepts) = (group.Count(), Concepts.Count(concept => string.Equals(concept.Category, group.Key.Category, StringComparison.Ordinal)));
                int[] ranks = [.. group.Select(ranked => ranked.Rank!.Value)];
                return new TuningAgreement(group.Key.Layer, group.Key.Category, detectors, concepts, LabelRank.ShareAmong(ranks, 1), 1.0 / concepts, LabelRank.ShareAmong(ranks, 3), Math.Min(1, 3.0 / concepts));
            }),
    ];

    private static void Add(double[,] sums, Tensor maps, int[] columns)
    {
        var (peaks, units) = (maps.flatten(2).amax(2).to(ScalarType.Float64, CPU).contiguous().data<double>().ToArray(), sums.GetLength(0));
        for (var i = 0; i < peaks.Length; i++)
            sums[i % units, columns[i / units]] += peaks[i];
    }

    private static int ColumnOf(Concept[] concepts, (ConceptCategory Category, int Concept) shown) =>
        Array.IndexOf(concepts, new Concept(WorldVocabulary.Of(shown.Category)[shown.Concept], WorldVocabulary.NameOf(shown.Category)));
}
