namespace VizBench.Suite;

/// <summary>The strongest of all activations that were offered, images in ascending order.</summary>
internal sealed class RunningTop(int capacity)
{
    private readonly List<TopActivation> _strongest = new(capacity + 1);

    /// <summary>Strongest first; of equals the one that was offered first.</summary>
    internal IReadOnlyList<TopActivation> Strongest => _strongest;

    internal void Offer(TopActivation activation)
    {
        if (_strongest.Count == capacity && activation.Value <= _strongest[^1].Value)
            return;
        var at = _strongest.FindIndex(other => other.Value < activation.Value);
        _strongest.Insert(at < 0 ? _strongest.Count : at, activation);
        if (_strongest.Count > capacity)
            _strongest.RemoveAt(capacity);
    }
}
