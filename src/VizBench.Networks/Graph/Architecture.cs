namespace VizBench.Networks;

/// <summary>A network without its weights: named layers in topological order, the input's shape, the preprocessing, the classes.</summary>
public sealed class Architecture
{
    /// <summary>The name under which layers refer to the network's input.</summary>
    public const string InputName = "input";

    private readonly Dictionary<string, int> _position;
    private readonly Dictionary<string, long[]> _shapes;

    /// <param name="inputShape">(C, H, W) of one input</param>
    /// <exception cref="ArgumentException">
    /// a name occurs twice, a layer reads one that doesn't precede it, or its inputs have shapes that it can't take
    /// </exception>
    public Architecture(
        string name, IReadOnlyList<long> inputShape, Preprocessing preprocessing, IReadOnlyList<Layer> layers, IReadOnlyList<string>? classes = null)
    {
        (Name, InputShape, Preprocessing, Layers, Classes) = (name, inputShape, preprocessing, layers, classes ?? []);
        Output = layers[^1];
        _position = new Dictionary<string, int>(StringComparer.Ordinal) { [InputName] = -1 };
        _shapes = new Dictionary<string, long[]>(StringComparer.Ordinal) { [InputName] = [.. inputShape] };
        for (var i = 0; i < layers.Count; i++)
        {
            foreach (var input in layers[i].Inputs)
            {
                if (!_shapes.ContainsKey(input))
                    throw new ArgumentException($"{name}: layer '{layers[i].Name}' reads '{input}', which no layer before it makes", nameof(layers));
            }

            if (!_position.TryAdd(layers[i].Name, i))
                throw new ArgumentException($"{name}: two layers are called '{layers[i].Name}'", nameof(layers));
            _shapes[layers[i].Name] = OutputShape(layers[i]);
        }

        // A layer's own name goes before another's alias.
        for (var i = 0; i < layers.Count; i++)
        {
            foreach (var alias in layers[i].Aliases)
                _position.TryAdd(alias, i);
        }
    }

    public string Name { get; }

    public IReadOnlyList<long> InputShape { get; }

    public Preprocessing Preprocessing { get; }

    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Class names by index; empty where they are not known.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The layer whose output is the logits; the last one unless the network says otherwise.</summary>
    public Layer Output { get; init; }

    /// <summary>Whether the output is one number for each class. A network without its head gives maps instead.</summary>
    public bool HasClasses => ShapeOf(Output.Name).Length == 1;

    /// <summary>Refuses a network without classes where classes are meant.</summary>
    /// <param name="purpose">what needs them, the message's beginning: "saliency explains a class"</param>
    /// <param name="remedy">what to do about it, the message's end</param>
    /// <exception cref="UserError">the output is maps</exception>
    public void CheckHasClasses(string purpose, string remedy = "take a network with a classifier")
    {
        if (!HasClasses)
            throw new UserError($"{purpose}, and {Name} has none: its last layer, '{Output.Name}', gives maps of shape ({string.Join(", ", ShapeOf(Output.Name))}); {remedy}");
    }

    /// <summary>How many classes the logits have.</summary>
    public long ClassCount => ShapeOf(Output.Name)[0];

    /// <summary>Prefixes of parameters that weight files hold and no layer reads: heads for training alone.</summary>
    public IReadOnlyList<string> UnusedParameters { get; init; } = [];

    /// <summary>The shape that each parameter must have, by full name, in the order of the layers; a shared one once.</summary>
    public IEnumerable<KeyValuePair<string, long[]>> ParameterShapes => (
        from layer in Layers
        from parameter in layer.Operation.Parameters
        select KeyValuePair.Create(layer.ParameterName(parameter.Role), parameter.Shape)).DistinctBy(parameter => parameter.Key, StringComparer.Ordinal);

    /// <summary>How many numbers training sets.</summary>
    public long TrainedParameterCount => TrainedParameterShapes.Sum(parameter => SampleShape.Count(parameter.Value));

    /// <summary>Those of <see cref="ParameterShapes"/> that training sets, in the same order: all but batch normalisation's running statistics.</summary>
    public IEnumerable<KeyValuePair<string, long[]>> TrainedParameterShapes =>
        ParameterShapes.Where(parameter => !parameter.Key.Contains(".running_", StringComparison.Ordinal));

    /// <summary>The same network for pictures that are prepared in another way.</summary>
    public Architecture With(Preprocessing preprocessing) =>
        new(Name, InputShape, preprocessing, Layers, Classes) { Output = Output, UnusedParameters = UnusedParameters };

    /// <summary>Whether a layer has this name, or this alias.</summary>
    public bool Has(string layer) => _position.TryGetValue(layer, out var position) && position >= 0;

    /// <summary>The place of a layer in <see cref="Layers"/>; −1 for the input.</summary>
    /// <param name="layer">its name or one of its aliases</param>
    /// <exception cref="UserError">no such layer; the message lists the nearest names</exception>
    public int PositionOf(string layer) => _position.TryGetValue(layer, out var position)
        ? position
        : throw new UserError($"{Name} has no layer '{layer}'; the nearest names are {string.Join(", ", NearestNames.To(layer, Layers.Select(l => l.Name)))}");

    /// <param name="layer">its name or one of its aliases</param>
    /// <exception cref="UserError">no such layer; the message lists the nearest names</exception>
    public Layer LayerNamed(string layer)
    {
        var position = PositionOf(layer);
        return position >= 0 ? Layers[position] : throw new UserError($"'{InputName}' is {Name}'s input, not a layer");
    }

    /// <summary>The shape of a layer's output for one sample at the network's own input size: (C, H, W) or (features).</summary>
    /// <param name="layer">its name, one of its aliases, or <see cref="InputName"/></param>
    /// <exception cref="UserError">no such layer</exception>
    public long[] ShapeOf(string layer) => _shapes[NameOf(layer)];

    /// <summary>A layer's own name, where it may be given by an alias; the input's stays.</summary>
    internal string NameOf(string layer)
    {
        var position = PositionOf(layer);
        return position < 0 ? InputName : Layers[position].Name;
    }

    private long[] OutputShape(Layer layer)
    {
        try
        {
            return layer.Operation.OutputShape([.. layer.Inputs.Select(input => _shapes[input])]);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{Name}: layer '{layer.Name}' ({layer.Operation.GetType().Name}): {e.Message}", e);
        }
    }
}
