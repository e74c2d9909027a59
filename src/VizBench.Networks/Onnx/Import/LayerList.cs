using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>The layers that come out of a graph, with their names, shapes and parameters.</summary>
internal sealed class LayerList(OnnxTensorData data)
{
    private const long MaxValues = int.MaxValue;

    private readonly List<Layer> _layers = [];
    private readonly Dictionary<string, (int Position, long[] Shape)> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParameterSource> _parameters = new(StringComparer.Ordinal);

    /// <summary>All layers with their aliases.</summary>
    internal IReadOnlyList<Layer> Finished =>
        [.. _layers.Select(layer => _aliases.TryGetValue(layer.Name, out var aliases) ? layer with { Aliases = aliases } : layer)];

    /// <summary>The parameters by name, in the order of their first use.</summary>
    internal IReadOnlyDictionary<string, ParameterSource> Parameters => _parameters;

    internal Layer? Find(string name) => _byName.TryGetValue(name, out var entry) ? _layers[entry.Position] : null;

    internal long[]? ShapeOf(string name) => _byName.TryGetValue(name, out var entry) ? entry.Shape : null;

    /// <summary>Adds a layer; its name is changed where another has it.</summary>
    /// <param name="inputs">names of layers, or the input's</param>
    /// <param name="parameters">by role; null for none</param>
    /// <exception cref="ArgumentException">the operation can't take such inputs</exception>
    internal Activation Add(string name, Operation operation, IReadOnlyList<string> inputs, IReadOnlyDictionary<string, ParameterSource>? parameters)
    {
        name = Free(name);
        var shapes = inputs.Select(input => ShapeOf(input) ?? InputShape!).ToArray();
        var shape = operation.OutputShape(shapes);
        if (shape.Any(size => size < 1))
            throw new ArgumentException($"its output would have the shape ({string.Join(", ", shape)}): an axis without entries");
        if (SampleShape.Count(shape) > MaxValues)
            throw new ArgumentException($"its output would have the shape ({string.Join(", ", shape)}), more than {MaxValues} values a sample");
        _byName[name] = (_layers.Count, shape);
        _layers.Add(new Layer(name, operation, inputs)
        {
            ParameterNames = (parameters ?? new Dictionary<string, ParameterSource>(StringComparer.Ordinal))
                .ToDictionary(parameter => parameter.Key, parameter => Named(parameter.Value), StringComparer.Ordinal),
        });
        return new Activation(name, shape, shape.Length == 3 ? SpatialAxes.Standard : null);
    }

    /// <summary>A shape of no more values than a tensor can have.</summary>
    /// <exception cref="ArgumentException">there are more, or a size is negative</exception>
    internal static long[] Checked(long[] shape)
    {
        var count = (Int128)1;
        foreach (var size in shape)
            count = size < 0 ? throw new ArgumentException($"the shape ({string.Join(", ", shape)}) has a negative size") : count > MaxValues && !shape.Contains(0) ? count : count * Math.Min(size, MaxValues);
        return count <= MaxValues ? shape : throw new ArgumentException($"makes a tensor of shape ({string.Join(", ", shape)}), more than {MaxValues} values");
    }

    /// <summary>The shape of the network's input, (C, H, W).</summary>
    internal long[]? InputShape { get; set; }

    /// <summary>Says what a layer's axes are.</summary>
    internal void Mark(string layer, AxesMeaning axes)
    {
        var position = _byName[layer].Position;
        _layers[position] = _layers[position] with { Axes = axes };
    }

    /// <summary>Gives a layer another name by which it can be asked for.</summary>
    internal void Alias(string layer, string alias)
    {
        if (alias.Length == 0 || string.Equals(alias, layer, StringComparison.Ordinal) || !_byName.ContainsKey(layer))
            return;
        if (!_aliases.TryGetValue(layer, out var aliases))
            _aliases[layer] = aliases = [];
        if (!aliases.Contains(alias, StringComparer.Ordinal))
            aliases.Add(alias);
    }

    /// <summary>Takes the last layer away again, when a later node completes it.</summary>
    internal Layer RemoveLast()
    {
        var last = _layers[^1];
        _layers.RemoveAt(_layers.Count - 1);
        _byName.Remove(last.Name);
        _aliases.Remove(last.Name);
        return last;
    }

    /// <summary>Puts other layers in the place of all: names and shapes of those that stay must be what they were.</summary>
    internal void Rewrite(Func<IReadOnlyList<Layer>, IReadOnlyList<Layer>> rewritten)
    {
        IReadOnlyList<Layer> layers = [.. rewritten(_layers)];
        var shapes = layers.Select(layer => _byName[layer.Name].Shape).ToArray();
        _layers.Clear();
        _byName.Clear();
        for (var i = 0; i < layers.Count; i++)
        {
            _layers.Add(layers[i]);
            _byName[layers[i].Name] = (i, shapes[i]);
        }
    }

    internal bool IsLast(string layer) => _layers.Count > 0 && string.Equals(_layers[^1].Name, layer, StringComparison.Ordinal);

    internal ParameterSource ParameterOf(Layer layer, string role) => _parameters[layer.ParameterName(role)];

    /// <summary>The tensors of all parameters; they stay in the file.</summary>
    internal IEnumerable<WeightTensor> Tensors() => _parameters.Select(parameter => parameter.Value.ToWeights(parameter.Key, data));

    private string Named(ParameterSource source)
    {
        var name = source.Name;
        // One tensor may be read in two ways, for example as it is and transposed.
        for (var i = 2; _parameters.TryGetValue(name, out var other) && !other.IsSame(source); i++)
            name = $"{source.Name}.{i}";
        _parameters.TryAdd(name, source);
        return name;
    }

    private string Free(string name)
    {
        var free = name;
        for (var i = 2; string.Equals(free, Architecture.InputName, StringComparison.Ordinal) || _byName.ContainsKey(free); i++)
            free = $"{name}.{i}";
        return free;
    }
}
