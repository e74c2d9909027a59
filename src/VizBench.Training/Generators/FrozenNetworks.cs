using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;

namespace VizBench.Training;

/// <summary>
/// The networks whose codes a generator is given and whose features its losses compare. None of them learns. Each looks at a picture
/// once, whatever is wanted of it. Owns its networks.
/// </summary>
/// <param name="formOf">the form of a network that is looked through; shares its parameters. Null: the network as it is</param>
internal sealed class FrozenNetworks(Device device, Func<Network, Network>? formOf = null) : IDisposable
{
    private readonly Dictionary<string, Looked> _networks = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Network, string Layer), double> _variances = [];

    /// <summary>An opened network of the catalogue.</summary>
    /// <exception cref="UserError">no such network, or its weights are missing</exception>
    internal Network Named(string name) => Opened(name).Network;

    /// <summary>Wants a layer's output for given pictures.</summary>
    internal void Read(string network, string layer) => Opened(network).Given.Add(Opened(network).Network.Architecture.LayerNamed(layer).Name);

    /// <summary>Wants a layer's output for given pictures, and for those that are made.</summary>
    internal void Compare(string network, string layer)
    {
        Read(network, layer);
        Opened(network).Made.Add(Opened(network).Network.Architecture.LayerNamed(layer).Name);
    }

    /// <summary>What the networks see in given pictures, without gradients; owned by the caller's dispose scope.</summary>
    internal PictureFeatures Given(Tensor pictures) => new(this, pictures, false);

    /// <summary>What the networks see in pictures that were made, differentiable by them; owned by the caller's dispose scope.</summary>
    internal PictureFeatures Made(Tensor pictures) => new(this, pictures, true);

    /// <summary>Measures the variance, over all values, of every layer that is compared; once, before the first step.</summary>
    internal void MeasureVariances(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var features = Given(pictures);
        foreach (var (name, looked) in _networks)
        {
            foreach (var layer in looked.Made)
            {
                var values = features.Of(name, layer).to(ScalarType.Float64);
                _variances[(name, layer)] = (double)(values - values.mean()).square().mean();
            }
        }
    }

    internal double VarianceOf(string network, string layer) => _variances[(network, layer)];

    /// <summary>All that is wanted of a network, by layer.</summary>
    internal Dictionary<string, Tensor> Look(string network, Tensor pictures, bool made)
    {
        var looked = Opened(network);
        string[] layers = [.. made ? looked.Made : looked.Given];
        using var grad = made ? null : no_grad();
        return layers.Zip(ForwardWalk.Outputs(looked.Network, pictures, layers)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    public void Dispose()
    {
        foreach (var looked in _networks.Values)
            looked.Owned.Dispose();
    }

    private Looked Opened(string name)
    {
        if (!_networks.TryGetValue(name, out var looked))
        {
            var owned = NetworkCatalogue.Open(name, null, ScalarType.Float32, device).Network;
            _networks[name] = looked = new Looked(owned, formOf?.Invoke(owned) ?? owned, [], []);
        }

        return looked;
    }

    /// <param name="Owned">what is to be disposed of</param>
    /// <param name="Network">what looks; shares the parameters</param>
    /// <param name="Given">layers that are wanted of given pictures</param>
    /// <param name="Made">layers that are wanted of pictures that were made</param>
    private sealed record Looked(Network Owned, Network Network, SortedSet<string> Given, SortedSet<string> Made);
}

/// <summary>What the networks see in some pictures: each looks when it is first asked.</summary>
internal sealed class PictureFeatures(FrozenNetworks networks, Tensor pictures, bool made)
{
    private readonly Dictionary<string, Dictionary<string, Tensor>> _seen = new(StringComparer.Ordinal);

    /// <summary>All that has been looked at so far.</summary>
    internal IEnumerable<Tensor> Seen => _seen.Values.SelectMany(outputs => outputs.Values).Append(pictures);

    /// <summary>A layer's output, (N, …).</summary>
    internal Tensor Of(string network, string layer)
    {
        if (!_seen.TryGetValue(network, out var outputs))
            _seen[network] = outputs = networks.Look(network, pictures, made);
        return outputs[networks.Named(network).Architecture.LayerNamed(layer).Name];
    }

    /// <summary>Whether a layer's output is a ReLU's.</summary>
    internal bool IsRectified(string network, string layer) => networks.Named(network).Architecture.LayerNamed(layer).Operation is ReLU;

    /// <summary>The variance of a layer's outputs for real pictures.</summary>
    internal double VarianceOf(string network, string layer) => networks.VarianceOf(network, networks.Named(network).Architecture.LayerNamed(layer).Name);
}
