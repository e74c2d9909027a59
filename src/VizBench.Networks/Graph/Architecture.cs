namespace VizBench.Networks;

/// <summary>A network without its weights: named layers in topological order, the input's shape, the preprocessing, the classes.</summary>
public sealed class Architecture
{
    /// <summary>The name under which layers refer to the network's input.</summary>
    public const string InputName = "input";

    private readonly Dictionary<string, int> _position;

    /// <param name="inputShape">(C, H, W) of one input</param>
    /// <exception cref="ArgumentException">a name occurs twice, or a layer reads one that doesn't precede it</exception>
    public Architecture(
        string name, IReadOnlyList<long> inputShape, Preprocessing preprocessing, IReadOnlyList<Layer> layers, IReadOnlyList<string>? classes = null)
    {
        (Name, InputShape, Preprocessing, Layers, Classes) = (name, inputShape, preprocessing, layers, classes ?? []);
        _position = new Dictionary<string, int>(StringComparer.Ordinal) { [InputName] = -1 };
        for (var i = 0; i < layers.Count; i++)
        {
            foreach (var input in layers[i].Inputs)
            {
                if (!_position.ContainsKey(input))
                    throw new ArgumentException($"{name}: layer '{layers[i].Name}' reads '{input}', which no layer before it makes", nameof(layers));
            }

            if (!_position.TryAdd(layers[i].Name, i))
                throw new ArgumentException($"{name}: two layers are called '{layers[i].Name}'", nameof(layers));
        }
    }

    public string Name { get; }

    public IReadOnlyList<long> InputShape { get; }

    public Preprocessing Preprocessing { get; }

    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Class names by index; empty where they are not known.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The layer whose output is the logits.</summary>
    public Layer Output => Layers[^1];

    /// <summary>The shape that each parameter must have, by full name, in the order of the layers.</summary>
    public IEnumerable<KeyValuePair<string, long[]>> ParameterShapes =>
        from layer in Layers
        from parameter in layer.Operation.Parameters
        select KeyValuePair.Create(layer.ParameterName(parameter.Role), parameter.Shape);

    /// <summary>The place of a layer in <see cref="Layers"/>; −1 for the input.</summary>
    /// <exception cref="UserError">no such layer; the message lists the nearest names</exception>
    public int PositionOf(string layer) => _position.TryGetValue(layer, out var position)
        ? position
        : throw new UserError($"{Name} has no layer '{layer}'; the nearest names are {string.Join(", ", NearestNames.To(layer, Layers.Select(l => l.Name)))}");

    /// <exception cref="UserError">no such layer; the message lists the nearest names</exception>
    public Layer LayerNamed(string layer)
    {
        var position = PositionOf(layer);
        return position >= 0 ? Layers[position] : throw new UserError($"'{InputName}' is {Name}'s input, not a layer");
    }
}
