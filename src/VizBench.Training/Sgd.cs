namespace VizBench.Training;

/// <summary>The optimiser's state and step; see <see cref="SgdOptions"/>. Owns its momenta.</summary>
internal sealed class Sgd : IDisposable
{
    private readonly SgdOptions _options;
    private readonly IReadOnlyList<(string Name, Tensor Value)> _parameters;
    private readonly Tensor[] _momenta;

    internal Sgd(SgdOptions options, IReadOnlyList<(string Name, Tensor Value)> parameters)
    {
        (_options, _parameters) = (options, parameters);
        using var scope = NewDisposeScope();
        _momenta = [.. parameters.Select(parameter => zeros_like(parameter.Value).DetachFromDisposeScope())];
    }

    /// <summary>The rate at a step: linear from 0, then a half cosine that ends at 0.</summary>
    internal double RateAt(int step, int steps)
    {
        var done = (step + 1.0) / steps;
        return done < _options.WarmUp
            ? _options.Rate * done / _options.WarmUp
            : _options.Rate * 0.5 * (1 + Math.Cos(Math.PI * (done - _options.WarmUp) / (1 - _options.WarmUp)));
    }

    /// <summary>One update by the gradients, given in the parameters' order.</summary>
    internal void Step(IReadOnlyList<Tensor> gradients, double rate)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var norm = Math.Sqrt(gradients.Sum(gradient => (double)gradient.square().sum()));
        var clip = Math.Min(1, _options.ClipNorm / (norm + 1e-12));
        for (var i = 0; i < gradients.Count; i++)
        {
            var (_, value) = _parameters[i];
            var gradient = gradients[i] * clip;
            if (value.ndim > 1)
                gradient.add_(value, _options.WeightDecay);
            _momenta[i].mul_(_options.Momentum).add_(gradient);
            value.add_(gradient.add_(_momenta[i], _options.Momentum), -rate);
        }
    }

    /// <summary>One for each parameter, in their order.</summary>
    internal IReadOnlyList<Tensor> Momenta => _momenta;

    public void Dispose()
    {
        foreach (var momentum in _momenta)
            momentum.Dispose();
    }
}
