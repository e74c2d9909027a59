namespace VizBench.Training;

/// <summary>The optimiser's state and step; see <see cref="AdamOptions"/>. Owns its moments.</summary>
internal sealed class Adam : IDisposable
{
    private readonly AdamOptions _options;
    private readonly IReadOnlyList<(string Name, Tensor Value)> _parameters;
    private readonly (Tensor Mean, Tensor Square)[] _moments;

    internal Adam(AdamOptions options, IReadOnlyList<(string Name, Tensor Value)> parameters)
    {
        (_options, _parameters) = (options, parameters);
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        _moments = [.. parameters.Select(parameter => (zeros_like(parameter.Value).DetachFromDisposeScope(), zeros_like(parameter.Value).DetachFromDisposeScope()))];
    }

    /// <summary>The moments by names of their own.</summary>
    internal IEnumerable<(string Name, Tensor Value)> Tensors => _parameters.Zip(_moments).SelectMany(pair => new[]
    {
        ("mean/" + pair.First.Name, pair.Second.Mean),
        ("square/" + pair.First.Name, pair.Second.Square),
    });

    /// <summary>One update by the gradients, given in the parameters' order.</summary>
    /// <param name="step">0 for the first</param>
    internal void Step(IReadOnlyList<Tensor> gradients, double rate, int step)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var first = 1 - Math.Pow(_options.Beta1, step + 1);
        var second = Math.Sqrt(1 - Math.Pow(_options.Beta2, step + 1));
        for (var i = 0; i < gradients.Count; i++)
        {
            var (mean, square) = _moments[i];
            mean.mul_(_options.Beta1).add_(gradients[i], 1 - _options.Beta1);
            square.mul_(_options.Beta2).add_(gradients[i].square(), 1 - _options.Beta2);
            _parameters[i].Value.add_(mean / square.sqrt().mul_(1 / second).add_(_options.Epsilon), -rate / first);
        }
    }

    public void Dispose()
    {
        foreach (var (mean, square) in _moments)
        {
            mean.Dispose();
            square.Dispose();
        }
    }
}
