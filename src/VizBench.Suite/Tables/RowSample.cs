namespace VizBench.Suite;

/// <summary>What a value of a row stands for, and is paired by.</summary>
/// <param name="Unit">the network, method and input, of these what the row doesn't name</param>
/// <param name="Seed">null: the value is the mean over the seeds</param>
internal readonly record struct SampleKey(string Unit, long? Seed)
{
    internal static IComparer<SampleKey> Order { get; } = Comparer<SampleKey>.Create((one, other) => string.CompareOrdinal($"{one.Unit}\n{one.Seed}", $"{other.Unit}\n{other.Seed}"));
}

/// <summary>One row's values in one column: one for each unit and seed, the mean where the row has several there.</summary>
internal sealed class RowSample
{
    private readonly SortedDictionary<SampleKey, double> _values = new(SampleKey.Order);

    internal RowSample(IEnumerable<KeyValuePair<SampleKey, double>> values)
    {
        foreach (var (key, value) in values)
            _values.Add(key, value);
    }

    internal static RowSample None { get; } = new([]);

    /// <summary>In an order that is the same for the same values.</summary>
    internal double[] Values => [.. _values.Values];

    internal bool IsEmpty => _values.Count == 0;

    /// <param name="pairedBy">what makes a unit</param>
    /// <param name="once">whether a unit's seeds count once, by their mean: some of the values are the same with every seed, so that seeds are no new evidence</param>
    internal static RowSample Of(IEnumerable<TableValue> values, IReadOnlyList<TableFactor> pairedBy, bool once) => new(
        values.GroupBy(m => new SampleKey(string.Join('\n', pairedBy.Select(m.Of)), once ? null : m.Seed)).Select(group => KeyValuePair.Create(group.Key, group.Average(m => m.Value))));

    /// <summary>Values of the same unit and seed; where one of the two is a mean over the seeds, the other's mean over them.</summary>
    internal IReadOnlyList<(double Own, double Other)> PairsWith(RowSample other)
    {
        var theirs = other._values.ToLookup(value => value.Key.Unit, StringComparer.Ordinal);
        return
        [
            .. _values.GroupBy(value => value.Key.Unit, StringComparer.Ordinal).Where(unit => theirs.Contains(unit.Key)).SelectMany(unit =>
                unit.Concat(theirs[unit.Key]).Any(value => value.Key.Seed is null)
                    ? [(unit.Average(value => value.Value), theirs[unit.Key].Average(value => value.Value))]
                    : unit.Where(value => other._values.ContainsKey(value.Key)).Select(value => (value.Value, other._values[value.Key]))),
        ];
    }
}
