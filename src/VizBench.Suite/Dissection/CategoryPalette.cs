using VizBench.Data.ConceptWorld;

namespace VizBench.Suite;

/// <summary>The order and the colors of categories: those of ConceptWorld and Broden have the same ones in all charts, whichever others stand beside them.</summary>
internal static class CategoryPalette
{
    private static readonly string[] s_known = [.. Enum.GetValues<ConceptCategory>().Select(WorldVocabulary.NameOf)];

    /// <summary>Each category once with the number of its style (<see cref="ChartSeries.Style"/>): the known ones in their order, then the others by name, with the styles that no known one has taken.</summary>
    internal static IReadOnlyList<(string Category, int Style)> Of(IEnumerable<string> categories)
    {
        string[] seen = [.. categories.Distinct(StringComparer.Ordinal)];
        (string Category, int Style)[] known = [.. s_known.Index().Where(entry => seen.Contains(entry.Item, StringComparer.Ordinal)).Select(entry => (entry.Item, entry.Index))];
        string[] others = [.. seen.Except(s_known, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        // There are as many colors as known categories: the next style would look like the first.
        var free = Enumerable.Range(0, s_known.Length + others.Length).Except(known.Select(entry => entry.Style));
        return [.. known, .. others.Zip(free)];
    }
}
