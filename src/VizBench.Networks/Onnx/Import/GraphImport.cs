namespace VizBench.Networks.Onnx;

/// <summary>Turns a graph's nodes into layers, one after another, in the file's order.</summary>
internal sealed class GraphImport
{
    /// <summary>What the constants that the import computes may take in all, however many there are: a file of a few bytes can ask for any amount.</summary>
    internal const long MaxConstantBytes = 256L << 20;

    private readonly string _path;
    private readonly OnnxGraph _graph;
    private readonly OnnxTensorData _data;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly LayerList _imported;
    private ChannelsFirst? _normalized;
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private long _constantBytes;

    internal GraphImport(string path, OnnxModel model, OnnxTensorData data)
    {
        (_path, _graph, _data) = (path, model.Graph, data);
        Opset = Opsets.Checked(path, model);
        _imported = new LayerList(data);
    }

    /// <summary>While nodes are imported, the layers on the file's axes; then those on normalized ones.</summary>
    internal LayerList Layers => _normalized?.Layers ?? _imported;

    internal long Opset { get; }

    /// <summary>Whether attributes are taken as the floats that the file holds.</summary>
    internal bool HasExactAttributes { get; init; }

    /// <summary>What the graph's end makes of the logits; null where it ends in them.</summary>
    internal ClassProbability? Probability { get; private set; }

    internal OnnxTensorData Data => _data;

    internal string Path => _path;

    /// <summary>The size of the batch for which the file was written; 1 where it leaves that open.</summary>
    internal long StaticBatch { get; private set; } = 1;

    /// <summary>The layers for an input of the given size.</summary>
    /// <param name="input">the graph's input</param>
    /// <param name="shape">(C, H, W)</param>
    /// <param name="layout">in which order the input has these axes</param>
    /// <returns>the layer that makes the network's output</returns>
    /// <exception cref="FileError">the graph is broken, or has something that is not supported</exception>
    internal string Run(OnnxValueInfo input, long[] shape, InputLayout layout)
    {
        // A 1 in a shape of a graph whose batch is open is one sample's: the file was exported for one, and the axis opened afterwards.
        StaticBatch = input.Dimensions?[0] is > 0 and var batch ? batch : 1;
        var isLast = layout == InputLayout.ChannelsLast;
        Layers.InputShape = isLast ? [shape[1], shape[2], shape[0]] : shape;
        var nodes = NeededNodes.Of(_path, _graph);
        Opsets.CheckOperators(_path, nodes, Opset);
        CountUses(nodes);
        DefineTensors(input, isLast ? new SpatialAxes(0, 1) : SpatialAxes.Standard);
        foreach (var node in nodes)
            Import(node);
        var outputs = _graph.Outputs.Select(output => ActivationOf(output.Name, "graph output").Layer).ToHashSet(StringComparer.Ordinal);
        _imported.Rewrite(layers => LocalResponsePattern.Found(layers, name => _imported.ShapeOf(name) ?? _imported.InputShape!, outputs));
        _normalized = ChannelsFirst.Of(_imported, _data, shape, layout);
        return OutputLayer();
    }

    /// <summary>How many values a constant of a shape has, counted against <see cref="MaxConstantBytes"/>.</summary>
    /// <exception cref="FileError">it is more than is left of that</exception>
    internal int Allowance(OnnxNode node, long[] shape)
    {
        var bytes = shape.Contains(0) ? 0 : (Int128)sizeof(double);
        foreach (var size in shape)
            bytes = bytes > MaxConstantBytes ? bytes : bytes * size;
        if (bytes < 0 || bytes > MaxConstantBytes - _constantBytes)
            throw new FileError(_path, node.Place, $"makes a constant of shape ({string.Join(", ", shape)}); the constants that are computed at import may have {MaxConstantBytes >> 20} MB in all, as float64");
        _constantBytes += (long)bytes;
        return (int)(bytes / sizeof(double));
    }

    /// <summary>The values of a constant tensor, made once however many nodes read it.</summary>
    internal Known KnownOnce(string name, Func<Known> make) => _known.TryGetValue(name, out var known) ? known : _known[name] = make();

    internal Value? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>How many nodes and graph outputs read a tensor.</summary>
    internal int UsesOf(string name) => _uses.GetValueOrDefault(name);

    internal void Define(OnnxNode node, string name, Value value)
    {
        if (!_values.TryAdd(name, value))
            throw new FileError(_path, node.Place, $"makes the tensor '{OneLine.Of(name)}', which is there already; each tensor is made once");
    }

    private void CountUses(IEnumerable<OnnxNode> nodes)
    {
        foreach (var name in nodes.SelectMany(node => node.Inputs).Concat(_graph.Outputs.Select(output => output.Name)))
            _uses[name] = _uses.GetValueOrDefault(name) + 1;
    }

    private void DefineTensors(OnnxValueInfo input, SpatialAxes axes)
    {
        foreach (var tensor in _graph.Initializers)
        {
            if (!_values.TryAdd(tensor.Name, new Stored(tensor, [.. tensor.Shape], false)))
                throw new FileError(_path, tensor.Place, "is there twice; each tensor has a name of its own");
        }

        _values[input.Name] = new Activation(Architecture.InputName, Layers.InputShape!, axes);
    }

    private void Import(OnnxNode node)
    {
        try
        {
            Operators.Importer(node)(new NodeImport(this, node));
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new FileError(_path, node.Place, e.Message, e);
        }
    }

    private Activation ActivationOf(string name, string place) => _values.GetValueOrDefault(name) switch
    {
        Activation activation => activation,
        null => throw new FileError(_path, place, $"'{OneLine.Of(name)}' is made by no node"),
        _ => throw new FileError(_path, place, $"'{OneLine.Of(name)}' does not depend on the input"),
    };

    // Attribution is of the logit, so that a last softmax or sigmoid lies behind the network's output.
    private string OutputLayer()
    {
        var output = _graph.Outputs[0].Name;
        var name = _normalized!.LayerOf(ActivationOf(output, "graph output").Layer);
        if (new ProbabilityEnd(Layers).Of(name) is { } end)
            (name, Probability) = (end.Logits, end.Kind);

        var shape = Layers.ShapeOf(name) ?? throw new FileError(_path, "graph output", $"'{OneLine.Of(output)}' is the input itself");
        if (shape.Length == 1)
            return name;
        if (shape.Skip(1).Any(size => size != 1))
        {
            throw new FileError(
                _path, "graph output", $"'{OneLine.Of(output)}' has the shape (N, {string.Join(", ", shape)}); a classifier's first output is (N, classes)");
        }

        // Some networks keep rows and columns, one of each, up to the end.
        return Layers.Add(name + ".flatten", new Flatten(), [name], null).Layer;
    }
}
