using System.Globalization;
using VizBench.Data.ConceptWorld;

namespace VizBench.Cli.Datasets;

/// <summary>
/// How often each concept of ConceptWorld occurs and how much it covers, as a specialist asks of a data set before dissecting
/// a network with it: what is rare has no statistics, and what covers a large part of every picture passes no quantile.
/// </summary>
internal static class WorldStatistics
{
    private const int SmallDivisor = 20;

    /// <summary>A row for each concept, below a header.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IWorldSource source, int count, IProgress<double> progress, CancellationToken cancellation)
    {
        var categories = Enum.GetValues<ConceptCategory>();
        var areas = categories.Select(category => WorldVocabulary.Of(category).Select(_ => new List<int>()).ToArray()).ToArray();
        var whole = source.Size * source.Size;
        for (var index = 0; index < count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var sample = source.Draw(index);
            foreach (var category in categories)
                Add(areas[(int)category], sample, category, whole);
            progress.Report((index + 1.0) / count);
        }

        return
        [
            ["category", "concept", "images", "share %", "median %", "under 5 %"],
            .. categories.SelectMany(category => WorldVocabulary.Of(category).Zip(areas[(int)category], (name, own) => Row(category, name, own, whole, count))),
        ];
    }

    private static void Add(List<int>[] areas, WorldSample sample, ConceptCategory category, int whole)
    {
        if (sample.PlaneOf(category) is { } plane)
        {
            foreach (var (label, pixels) in plane.Where(label => label > 0).CountBy(label => label))
                areas[label - 1].Add(pixels);
        }
        else if (sample.Scene >= 0)
            areas[sample.Scene].Add(whole);
    }

    private static string[] Row(ConceptCategory category, string name, List<int> areas, int whole, int count)
    {
        areas.Sort();
        var median = areas.Count == 0 ? 0 : areas[areas.Count / 2];
        return
        [
            WorldVocabulary.NameOf(category), name, Number(areas.Count), Percent(areas.Sum(area => (long)area), (long)whole * count),
            Percent(median, whole), Number(areas.Count(area => area < whole / SmallDivisor)),
        ];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(long part, long whole) => (100.0 * part / whole).ToString("0.00", CultureInfo.InvariantCulture);
}
