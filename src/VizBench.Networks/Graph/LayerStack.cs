namespace VizBench.Networks;

/// <summary>Collects layers in order, each reading the one before unless it says otherwise.</summary>
public sealed class LayerStack
{
    private readonly List<Layer> _layers = [];

    /// <summary>The layer added last, or the network's input.</summary>
    public string Last => _layers.Count == 0 ? Architecture.InputName : _layers[^1].Name;

    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Adds a layer that reads the given ones, or the last one where none is given; returns its name.</summary>
    public string Add(string name, Operation operation, params string[] inputs)
    {
        _layers.Add(new Layer(name, operation, inputs.Length == 0 ? [Last] : inputs));
        return name;
    }

    /// <summary>Adds operations in sequence, named prefix.0, prefix.1, … as torchvision's Sequential names them.</summary>
    public LayerStack Sequence(string prefix, params IEnumerable<Operation> operations)
    {
        var index = 0;
        foreach (var operation in operations)
            Add($"{prefix}.{index++}", operation);
        return this;
    }
}
