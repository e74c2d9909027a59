using VizBench.Metrics;

namespace VizBench.Methods.Maximisation.Facets;

/// <summary>Whether the facets that were found are the class's true varieties.</summary>
internal static class FacetTruth
{
    /// <summary>The share of images that have their cluster's most frequent variety, 1/varieties … 1.</summary>
    internal static double Purity(int[] labels, IReadOnlyList<string> varieties) =>
        labels.Zip(varieties).GroupBy(pair => pair.First).Sum(cluster => cluster.GroupBy(pair => pair.Second, StringComparer.Ordinal).Max(same => same.Count())) / (double)labels.Length;

    /// <summary>The share of the varieties that some cluster mostly consists of, 0 … 1.</summary>
    internal static double Found(int[] labels, IReadOnlyList<string> varieties) =>
        labels.Zip(varieties).GroupBy(pair => pair.First).Select(cluster => Majority(cluster.Select(pair => pair.Second))).Distinct(StringComparer.Ordinal).Count()
        / (double)varieties.Distinct(StringComparer.Ordinal).Count();

    /// <summary>
    /// The share of the varieties that some painted picture shows: the most frequent variety among the images whose codes are
    /// nearest to the picture's, 0 … 1.
    /// </summary>
    internal static double Painted(double[][] paintedCodes, double[][] codes, IReadOnlyList<string> varieties, int neighbours) =>
        paintedCodes.Select(code => Majority(Enumerable.Range(0, codes.Length).OrderBy(i => Neighborhoods.SquaredDistance(code, codes[i])).Take(neighbours).Select(i => varieties[i])))
            .Distinct(StringComparer.Ordinal).Count() / (double)varieties.Distinct(StringComparer.Ordinal).Count();

    private static string Majority(IEnumerable<string> varieties) =>
        varieties.GroupBy(variety => variety, StringComparer.Ordinal).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).First().Key;
}
