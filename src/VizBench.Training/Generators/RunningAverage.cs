using VizBench.Networks;

namespace VizBench.Training;

/// <summary>
/// A running mean of all of a network's parameters, which swings less than they do: a ← d a + (1 − d) p. At first d is smaller, so that
/// the beginning is soon forgotten: min(decay, n / (n + 10)) at the n-th step. Owns its tensors.
/// </summary>
internal sealed class RunningAverage : IDisposable
{
    private const double Haste = 10;
    private readonly double _decay;
    private readonly Network _network;

    internal RunningAverage(double decay, Network network)
    {
        (_decay, _network) = (decay, network);
        using var scope = NewDisposeScope();
        Values = network.Parameters.ToDictionary(p => p.Key, p => p.Value.detach().clone().DetachFromDisposeScope(), StringComparer.Ordinal);
    }

    /// <summary>By the parameters' names.</summary>
    internal IReadOnlyDictionary<string, Tensor> Values { get; }

    /// <param name="step">1 for the first</param>
    internal void Move(int step)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var decay = Math.Min(_decay, step / (step + Haste));
        foreach (var (name, value) in Values)
            value.mul_(decay).add_(_network.Parameters[name], 1 - decay);
    }

    /// <summary>Begins with the parameters as they are.</summary>
    internal void Restart()
    {
        using var grad = no_grad();
        foreach (var (name, value) in Values)
            value.copy_(_network.Parameters[name]);
    }

    public void Dispose()
    {
        foreach (var value in Values.Values)
            value.Dispose();
    }
}
