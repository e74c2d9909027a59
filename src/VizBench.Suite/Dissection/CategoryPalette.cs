using VizBench.Data.ConceptWorld;

namespace VizBench.Suite;

/// <summary>The order and the colors of categories: those of ConceptWorld and Broden have the same ones in all charts, whichever others stand beside them.</summary>
internal static class CategoryPalette
{
    private static readonly string[] s_known = [.. Enum.GetValues<ConceptCategory>().Select(WorldVocabulary.NameOf)];

    /// <summary>Each category once with the number of its style (<see cref="ChartSeries.Style"/>): the known ones in their order, then the others by name.</summary>
    internal static IReadOnlyList<(string Category, int Style)> Of(IEnumerable<string> categories)
    {
        string[] seen = [.. categories.Distinct(StringComparer.Ordinal)];
        var known = s_known.Index().Where(entry => seen.Contains(entry.Item, StringComparer.Ordinal)).Select(entry => (entry.Item, entry.Index));
        return [.. known, .. seen.Except(s_known, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((category, i) => (category, s_known.Length + i))];
    }
}
