using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>
/// Weights divided by their largest singular value (Miyato et al. 2018), which one power iteration a step follows. A weight is the
/// matrix (out, everything else). Owns its vectors.
/// </summary>
internal sealed class SpectralNorm : IDisposable
{
    private const int FirstIterations = 16;
    private const double Smallest = 1e-12;
    private readonly IReadOnlyList<(string Name, Tensor Value)> _weights;
    private readonly Dictionary<string, (Tensor Left, Tensor Right)> _vectors;

    /// <param name="stream">where each vector begins</param>
    internal SpectralNorm(IReadOnlyList<(string Name, Tensor Value)> weights, RandomStream stream)
    {
        _weights = weights;
        using var scope = NewDisposeScope();
        _vectors = weights.Select((weight, i) => (weight.Name, Left: Start(weight.Value, stream.At(i)), Right: zeros([Matrix(weight.Value).shape[1]], weight.Value.dtype, weight.Value.device).DetachFromDisposeScope()))
            .ToDictionary(vector => vector.Name, vector => (vector.Left, vector.Right), StringComparer.Ordinal);
        for (var i = 0; i < FirstIterations; i++)
            Move();
    }

    /// <summary>The vectors by names of their own.</summary>
    internal IEnumerable<(string Name, Tensor Value)> Tensors => _vectors.SelectMany(pair => new[] { ("left/" + pair.Key, pair.Value.Left), ("right/" + pair.Key, pair.Value.Right) });

    /// <summary>One power iteration on the weights as they are.</summary>
    internal void Move()
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        foreach (var (name, value) in _weights)
        {
            var matrix = Matrix(value);
            var (left, right) = _vectors[name];
            right.copy_(Unit(matrix.transpose(0, 1).matmul(left)));
            left.copy_(Unit(matrix.matmul(right)));
        }
    }

    /// <summary>The largest singular value, as far as it has been found; differentiable by the weight.</summary>
    internal Tensor Of(string name, Tensor weight)
    {
        var (left, right) = _vectors[name];
        return (Matrix(weight).matmul(right) * left).sum();
    }

    /// <summary>Whether a parameter is divided.</summary>
    internal bool Has(string name) => _vectors.ContainsKey(name);

    private static Tensor Start(Tensor weight, RandomStream stream)
    {
        var values = Array.ConvertAll(stream.Normal(weight.shape[0]), value => (float)value);
        return Unit(tensor(values, [values.Length]).to(weight.dtype, weight.device)).DetachFromDisposeScope();
    }

    private static Tensor Matrix(Tensor weight) => weight.reshape(weight.shape[0], -1);

    private static Tensor Unit(Tensor vector) => vector * (vector.square().sum().sqrt() + Smallest).reciprocal();

    public void Dispose()
    {
        foreach (var (left, right) in _vectors.Values)
        {
            left.Dispose();
            right.Dispose();
        }
    }
}
