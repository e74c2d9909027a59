namespace VizBench.Networks.Onnx;

/// <summary>The graph's one input, and its size.</summary>
internal static class GraphInput
{
    private const long UsualSize = 224;
    private const long LargestSize = 1 << 16;

    /// <exception cref="FileError">there is none, there are several, or it is no picture</exception>
    internal static OnnxValueInfo Of(string path, OnnxGraph graph)
    {
        var given = graph.Initializers.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        var inputs = graph.Inputs.Where(input => !given.Contains(input.Name)).ToArray();
        if (inputs is not [var input])
            throw new FileError(path, "graph input", $"the graph has {inputs.Length} inputs{Names(inputs)}; supported is one, a picture (N, C, H, W) or (N, H, W, C)");
        if (graph.Outputs.Count == 0)
            throw new FileError(path, "graph output", "the graph has none");
        if (!IsReal(input) && input.Type is not (OnnxType.UInt8 or OnnxType.Int8 or OnnxType.UInt16 or OnnxType.Int16 or OnnxType.UInt32 or OnnxType.Int32 or OnnxType.UInt64 or OnnxType.Int64))
            throw new FileError(path, Place(input), $"is of type {input.Type}; supported are pictures of floats and of whole numbers");
        if (input.Dimensions is not { Count: 4 })
        {
            var shape = input.Dimensions is null ? "no shape" : $"{input.Dimensions.Count} axes";
            throw new FileError(path, Place(input), $"has {shape}; supported is a picture (N, C, H, W) or (N, H, W, C)");
        }

        return input;
    }

    /// <summary>(C, H, W), whatever the order in the file, as the file says; where it leaves the size open, as the companion does, else 224×224.</summary>
    internal static long[] ShapeOf(string path, OnnxValueInfo input, IReadOnlyList<long>? companion, InputLayout layout)
    {
        int[] order = layout == InputLayout.ChannelsLast ? [3, 1, 2] : [1, 2, 3];
        var sizes = order.Select(axis => input.Dimensions![axis]).Select(size => size > 0 ? size : null).ToArray();
        var shape = new long[sizes.Length];
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            if (companion is not null && sizes[axis] is { } size && size != companion[axis])
                throw new FileError(path, Place(input), $"is (N, {Text(input.Dimensions!.Skip(1))}), {Companion.NameOf(layout)}, and the companion file says ({string.Join(", ", companion)}) of channels, rows and columns; change that");
            shape[axis] = sizes[axis] ?? companion?[axis] ?? (axis > 0
                ? UsualSize
                : throw new FileError(path, Place(input), $"leaves the number of channels open; say it in a companion file, for example {{\"input\": [3, 224, 224]}} in {Companion.PathOf(path)}"));
            if (shape[axis] > LargestSize)
                throw new FileError(path, Place(input), $"is (N, {Text(sizes)}); axes have at most {LargestSize} entries");
        }

        return shape;
    }

    /// <summary>Whether the input is of floats; else of whole numbers, which the graph itself turns into floats.</summary>
    internal static bool IsReal(OnnxValueInfo input) => input.Type is OnnxType.Float or OnnxType.Double or OnnxType.Float16 or OnnxType.BFloat16;

    private static string Place(OnnxValueInfo input) => OneLine.Of($"graph input '{input.Name}'");

    private static string Text(IEnumerable<long?> sizes) => string.Join(", ", sizes.Select(size => size?.ToString() ?? "?"));

    private static string Names(OnnxValueInfo[] inputs) => inputs.Length == 0 ? "" : $" ({OneLine.Of(string.Join(", ", inputs.Take(5).Select(input => input.Name)))})";
}
