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

    /// <summary>One for each concept.</summary>
    public static IReadOnlyList<ConceptStatistics> Of(IWorldSource source, int count, IProgress<double> progress, CancellationToken cancellation)
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

        return [.. categories.SelectMany(category => WorldVocabulary.Of(category).Zip(areas[(int)category], (name, own) => StatisticsOf(category, name, own, whole, count)))];
    }

    /// <summary>A table with a header; none for no concept.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyList<ConceptStatistics> statistics) => statistics.Count == 0 ? [] : statistics
        .Select(row => (IReadOnlyList<string>)[row.Category, row.Concept, Number(row.Images), Percent(row.SharePercent), Percent(row.MedianPercent), Number(row.UnderFivePercent)])
        .Prepend(["category", "concept", "images", "share %", "median %", "under 5 %"]);

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

    private static ConceptStatistics StatisticsOf(ConceptCategory category, string name, List<int> areas, int whole, int count)
    {
        areas.Sort();
        var median = areas.Count == 0 ? 0 : areas[areas.Count / 2];
        return new ConceptStatistics(
            WorldVocabulary.NameOf(category), name, areas.Count, 100.0 * areas.Sum(area => (long)area) / ((long)whole * count),
            100.0 * median / whole, areas.Count(area => area < whole / SmallDivisor));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double percent) => percent.ToString("0.00", CultureInfo.InvariantCulture);
}

/// <summary>How often one concept occurs.</summary>
/// <param name="Images">how many have it</param>
/// <param name="SharePercent">of the pixels of all images</param>
/// <param name="MedianPercent">of an image's pixels, among those that have it</param>
/// <param name="UnderFivePercent">how many images have it on less than a twentieth of their pixels</param>
internal sealed record ConceptStatistics(string Category, string Concept, int Images, double SharePercent, double MedianPercent, int UnderFivePercent);
