namespace VizBench.Methods.Optimising;

/// <summary>What a transform makes once and uses in every step: tensors that outlive a step's dispose scope, up to a size.</summary>
/// <param name="tensorsOf">a value's tensors</param>
internal sealed class Kept<TKey, TValue>(Func<TValue, IReadOnlyList<Tensor>> tensorsOf)
    where TKey : notnull
{
    // Rotations by 20 angles of pictures of 248×248 in float64 take a fifth of it; what no longer fits is made anew each time.
    private const long MostBytes = 1L << 30;

    private readonly Dictionary<TKey, TValue> _values = [];
    private long _bytes;

    internal TValue Get(TKey key, Func<TValue> make)
    {
        if (_values.TryGetValue(key, out var known))
            return known;
        var value = make();
        var bytes = tensorsOf(value).Sum(tensor => tensor.NumberOfElements * tensor.ElementSize);
        if (_bytes + bytes > MostBytes)
            return value;
        foreach (var tensor in tensorsOf(value))
            tensor.DetachFromDisposeScope();
        _values[key] = value;
        _bytes += bytes;
        return value;
    }

    internal void Clear()
    {
        foreach (var tensor in _values.Values.SelectMany(tensorsOf))
            tensor.Dispose();
        _values.Clear();
        _bytes = 0;
    }
}
