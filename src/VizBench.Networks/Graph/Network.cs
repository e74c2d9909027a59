namespace VizBench.Networks;

/// <summary>An <see cref="Networks.Architecture"/> with its parameters' values, in one precision on one device. Owns its tensors.</summary>
public sealed class Network : IDisposable
{
    private readonly Dictionary<string, Tensor> _parameters;
    private readonly Dictionary<string, LayerParameters> _byLayer;
    private readonly Lock _once = new();
    private Network? _merged;

    /// <param name="parameters">every parameter of the architecture by full name; the network takes them over</param>
    /// <param name="type">of a network without parameters; else it is theirs</param>
    /// <param name="device">of a network without parameters; else it is theirs</param>
    public Network(Architecture architecture, IReadOnlyDictionary<string, Tensor> parameters, ScalarType type = ScalarType.Float32, Device? device = null)
    {
        Architecture = architecture;
        var first = parameters.Values.FirstOrDefault();
        (dtype, this.device) = (first?.dtype ?? type, first?.device ?? device ?? CPU);
        _parameters = new Dictionary<string, Tensor>(parameters, StringComparer.Ordinal);
        _byLayer = architecture.Layers.ToDictionary(layer => layer.Name, ParametersOf, StringComparer.Ordinal);
        // Last: where a parameter is missing, the tensors stay with the caller's scope.
        foreach (var tensor in _parameters.Values)
            tensor.DetachFromDisposeScope();
    }

    public Architecture Architecture { get; }

    public string Name => Architecture.Name;

    /// <summary>All parameters by full name ("features.0.weight").</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters => _parameters;

    public ScalarType dtype { get; }

    public Device device { get; }

    /// <summary>How many classes the logits have.</summary>
    public long ClassCount => Architecture.ClassCount;

    public LayerParameters ParametersOf(string layer) => _byLayer[layer];

    /// <summary>
    /// The same function in the form that relevance rules are stated for (<see cref="Canonization"/>), made once; it belongs to this
    /// network and is this network where there is nothing to merge.
    /// </summary>
    public Network Merged()
    {
        lock (_once)
            return _merged ??= Canonization.Merged(this) ?? this;
    }

    /// <summary>To be called by whoever changes parameters in place: what was made of them, the merged network and the weights' parts, is made anew when next asked for.</summary>
    public void Forget()
    {
        lock (_once)
        {
            if (_merged != this)
                _merged?.Dispose();
            _merged = null;
        }

        foreach (var parameters in _byLayer.Values)
            parameters.Forget();
    }

    /// <summary>A copy in another precision or on another device.</summary>
    public Network To(ScalarType type, Device target)
    {
        using var scope = NewDisposeScope();
        return new Network(Architecture, _parameters.ToDictionary(p => p.Key, p => p.Value.to(type, target, copy: true), StringComparer.Ordinal), type, target);
    }

    public void Dispose()
    {
        Forget();
        foreach (var tensor in _parameters.Values)
            tensor.Dispose();
    }

    private LayerParameters ParametersOf(Layer layer)
    {
        if (layer.Operation.Parameters.Count == 0)
            return LayerParameters.None;
        var byRole = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (role, _) in layer.Operation.Parameters)
        {
            byRole[role] = _parameters.GetValueOrDefault(layer.ParameterName(role))
                ?? throw new UserError($"{Architecture.Name}: parameter '{layer.ParameterName(role)}' is missing from the weights");
        }

        return new LayerParameters(byRole);
    }
}
