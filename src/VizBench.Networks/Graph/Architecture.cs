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

    /// <summary>The order of the input's axes in the file that the network comes from; its layers' own is always (C, H, W).</summary>
    public InputLayout InputLayout { get; init; }

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

    /// <summary>
    /// The class of a name as people write it, or of a folder called after it: case does not matter, nor whether words are apart by
    /// spaces, hyphens or underscores; of a class with several names ("tabby, tabby cat") each will do. Null: no such class.
    /// </summary>
    public long? ClassNamed(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (var i = 0; i < Classes.Count; i++)
        {
            if (string.Equals(Classes[i], name, StringComparison.Ordinal))
                return i;
        }

        var plain = Plain(name);
        for (var i = 0; i < Classes.Count; i++)
        {
            if (Classes[i].Split(',').Prepend(Classes[i]).Any(known => string.Equals(Plain(known), plain, StringComparison.Ordinal)))
                return i;
        }

        return null;

        static string Plain(string text) => string.Join(' ', text.ToLowerInvariant().Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>How many classes the logits have.</summary>
    public long ClassCount => ShapeOf(Output.Name)[0];

    /// <summary>The layer that gives each class its number: the linear layer or convolution nearest to the output, behind nothing but layers with one input; null: none.</summary>
    public Layer? Classifier
    {
        get
        {
            if (!HasClasses)
                return null;
            for (var layer = Output; layer.Inputs is [var input]; layer = LayerNamed(input))
            {
                switch (layer.Operation)
                {
                    case Linear linear:
                        return linear.OutFeatures == ClassCount ? layer : null;
                    case Convolution convolution:
                        return convolution.OutChannels == ClassCount && convolution.Groups == 1 ? layer : null;
                }

                if (string.Equals(input, InputName, StringComparison.Ordinal))
                    return null;
            }

            return null;
        }
    }

    /// <summary>The same network with another number of classes, whose names are then not known; null where its layers don't allow it.</summary>
    public Architecture? WithClassCount(long count)
    {
        if (Classifier is not { } head)
            return null;
        Operation resized = head.Operation is Linear linear ? linear with { OutFeatures = count } : (Convolution)head.Operation with { OutChannels = count };
        Layer[] layers = [.. Layers.Select(layer => layer == head ? layer with { Operation = resized } : layer)];
        try
        {
            return Copy(layers: layers, classes: []);
        }
        catch (ArgumentException)
        {
            // A layer behind the head is made for the old number.
            return null;
        }
    }

    /// <summary>What makes probabilities of the logits; unless the network says otherwise, the sigmoid of one output, and softmax of several.</summary>
    public ClassProbability Probability
    {
        get => StatedProbability ?? (HasClasses && ClassCount == 1 ? ClassProbability.Sigmoid : ClassProbability.Softmax);
        init => StatedProbability = value;
    }

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
    public Architecture With(Preprocessing preprocessing) => Copy(preprocessing: preprocessing);

    /// <summary>The same network with another reading of its logits.</summary>
    public Architecture With(ClassProbability probability) => Copy(probability: probability);

    /// <summary>The same function computed by other layers.</summary>
    /// <param name="output">the name of that which gives the logits</param>
    internal Architecture With(IReadOnlyList<Layer> layers, string output) => Copy(layers: layers, output: output);

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

    private ClassProbability? StatedProbability { get; init; }

    /// <summary>The same but for what is given.</summary>
    /// <param name="output">the name of the layer that gives the logits</param>
    /// <exception cref="ArgumentException">the layers don't fit together</exception>
    private Architecture Copy(
        IReadOnlyList<Layer>? layers = null, string? output = null, Preprocessing? preprocessing = null, IReadOnlyList<string>? classes = null, ClassProbability? probability = null) =>
        new(Name, InputShape, preprocessing ?? Preprocessing, layers ?? Layers, classes ?? Classes)
        {
            Output = (layers ?? Layers).First(layer => string.Equals(layer.Name, output ?? Output.Name, StringComparison.Ordinal)),
            StatedProbability = probability ?? StatedProbability,
            UnusedParameters = UnusedParameters,
            InputLayout = InputLayout,
        };

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
