namespace VizBench.Networks.Onnx;

/// <summary>
/// Tells the layout of a graph's input. ONNX does not name axes, but its convolutions, poolings and normalisations say which is the
/// channels': the second of what they read. Followed back through transposes, that is an axis of the input.
/// </summary>
internal sealed class LayoutOfInput
{
    private static readonly HashSet<string> s_readers = new(
        [
            "Conv", "ConvTranspose", "ConvInteger", "QLinearConv", "MaxPool", "AveragePool", "LpPool", "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool",
            "BatchNormalization", "InstanceNormalization", "GroupNormalization", "LRN", "DepthToSpace", "SpaceToDepth",
        ],
        StringComparer.Ordinal);

    private static readonly HashSet<string> s_keepers = new(
        [
            "Abs", "Add", "Cast", "Celu", "Clip", "Concat", "DequantizeLinear", "Div", "Dropout", "Elu", "Erf", "Exp", "Expand", "Gather", "Gelu", "HardSigmoid",
            "HardSwish", "Identity", "LayerNormalization", "LeakyRelu", "Log", "Max", "Min", "Mish", "Mul", "Neg", "PRelu", "Pad", "Pow", "QuantizeLinear", "Reciprocal",
            "Relu", "Resize", "Selu", "Sigmoid", "Slice", "Softmax", "Softplus", "Split", "Sqrt", "Sub", "Sum", "Tanh", "ThresholdedRelu", "Upsample",
        ],
        StringComparer.Ordinal);

    // Grey, color, and color with a mask: what the last axis of a picture has, and its rows have not.
    private static readonly long[] s_usualChannels = [1, 3, 4];

    private readonly Dictionary<string, List<OnnxNode>> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxTensor> _constants = new(StringComparer.Ordinal);
    private readonly OnnxValueInfo _input;
    private readonly OnnxTensorData _data;

    private LayoutOfInput(OnnxGraph graph, OnnxValueInfo input, OnnxTensorData data)
    {
        (_input, _data) = (input, data);
        foreach (var tensor in graph.Initializers)
            _constants.TryAdd(tensor.Name, tensor);
        foreach (var node in graph.Nodes)
        {
            if (node is { Operator: "Constant", Outputs: [var made] } && node.Attributes.GetValueOrDefault("value")?.Tensor is { } tensor)
                _constants.TryAdd(made, tensor);
            foreach (var name in node.Inputs.Distinct(StringComparer.Ordinal))
            {
                if (!_readers.TryGetValue(name, out var readers))
                    _readers[name] = readers = [];
                readers.Add(node);
            }
        }
    }

    /// <summary>What the graph says; where it doesn't, what the companion file does; else the sizes: one, three or four entries on the last axis, and more on both others, are channels.</summary>
    /// <param name="input">with four axes</param>
    /// <param name="companion">its layout, or null</param>
    /// <exception cref="FileError">graph and companion contradict one another</exception>
    internal static InputLayout Of(string path, OnnxGraph graph, OnnxValueInfo input, OnnxTensorData data, InputLayout? companion)
    {
        var told = new LayoutOfInput(graph, input, data).FromReaders();
        if (told is { } graphs && companion is { } given && graphs.Layout != given)
        {
            throw new FileError(
                Companion.PathOf(path), "layout",
                $"is {Companion.NameOf(given)}, but {graphs.Reader.Place} of the model takes the channels from axis {(graphs.Layout == InputLayout.ChannelsLast ? 3 : 1)} of the input: it is {Companion.NameOf(graphs.Layout)}; change that");
        }

        return told?.Layout ?? companion ?? BySize(input.Dimensions!);
    }

    private static InputLayout BySize(IReadOnlyList<long?> sizes) => IsUsual(sizes[3]) && !IsUsual(sizes[1]) && (sizes[1] > sizes[3] && sizes[2] > sizes[3] || IsOpen(sizes[1]) && IsOpen(sizes[2]))
        ? InputLayout.ChannelsLast
        : InputLayout.ChannelsFirst;

    private static bool IsUsual(long? size) => size is { } channels && s_usualChannels.Contains(channels);

    private static bool IsOpen(long? size) => size is null or <= 0;

    private (InputLayout Layout, OnnxNode Reader)? FromReaders()
    {
        var open = new Queue<(string Name, int[] Axes)>([(_input.Name, [0, 1, 2, 3])]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { _input.Name };
        while (open.TryDequeue(out var tensor))
        {
            foreach (var node in _readers.GetValueOrDefault(tensor.Name) ?? [])
            {
                if (s_readers.Contains(node.Operator) && tensor.Axes[1] is 1 or 3)
                    return (tensor.Axes[1] == 3 ? InputLayout.ChannelsLast : InputLayout.ChannelsFirst, node);
                if (AxesBehind(node, tensor.Name, tensor.Axes) is not { } axes)
                    continue;
                foreach (var output in node.Outputs.Where(output => output.Length > 0 && seen.Add(output)))
                    open.Enqueue((output, axes));
            }
        }

        return null;
    }

    /// <summary>Which of the input's axes those of a node's output are; null where they have been mixed.</summary>
    private int[]? AxesBehind(OnnxNode node, string tensor, int[] axes) => node.Operator switch
    {
        "Transpose" => node.Attributes.GetValueOrDefault("perm")?.Integers is { Count: 4 } order && order.All(axis => axis is >= 0 and < 4)
            ? [.. order.Select(axis => axes[axis])]
            : null,
        "Reshape" => string.Equals(node.Inputs[0], tensor, StringComparison.Ordinal) ? Reshaped(node, axes) : null,
        var type => s_keepers.Contains(type) ? axes : null,
    };

    // Of one channel, a transpose is no more than a reshape, which is how it is written then.
    private int[]? Reshaped(OnnxNode node, int[] axes)
    {
        if (node.Inputs.Count < 2 || !_constants.TryGetValue(node.Inputs[1], out var target) || target.IsReal || target.Shape is not [4])
            return null;
        var sizes = _data.NumbersOf(target);
        var now = axes.Select(axis => axis == 0 ? null : _input.Dimensions![axis]).ToArray();
        if (now[3] == 1 && sizes[1] == 1 && Fits(sizes[2], now[1]) && Fits(sizes[3], now[2]))
            return [axes[0], axes[3], axes[1], axes[2]];
        return now[1] == 1 && sizes[3] == 1 && Fits(sizes[1], now[2]) && Fits(sizes[2], now[3]) ? [axes[0], axes[2], axes[3], axes[1]] : null;
    }

    private static bool Fits(double target, long? size) => target < 0 || size is not > 0 || target == size;
}
