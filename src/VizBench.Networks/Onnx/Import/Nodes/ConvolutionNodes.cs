namespace VizBench.Networks.Onnx;

/// <summary>Conv and ConvTranspose.</summary>
internal static class ConvolutionNodes
{
    internal static void Conv(NodeImport node)
    {
        var input = node.Activation(0);
        var weight = node.Parameter(1);
        if (weight.Shape is not [var outputs, var inputs, var height, var width] || input.Shape.Length != 3)
            throw node.Refuse($"convolves ({string.Join(", ", input.Shape)}) with weights ({string.Join(", ", weight.Shape)}); only two-dimensional convolutions are supported");
        var groups = node.Integer("group", 1);
        if (groups < 1 || groups > outputs || outputs % groups != 0)
            throw node.Refuse($"its {outputs} channels don't make {groups} groups");
        var window = SlidingWindow.Of(node, input, new Extent(height, width));
        if (!window.IsSymmetric)
            input = node.Before("pad", new Pad(window.Before, window.After), input);
        var operation = new Convolution(checked(inputs * groups), outputs, window.Kernel)
        {
            Stride = window.Stride,
            Padding = window.IsSymmetric ? window.Before : 0,
            Dilation = window.Dilation,
            Groups = groups,
            HasBias = node.Has(2),
        };
        var parameters = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = weight };
        if (operation.HasBias)
            parameters["bias"] = node.Vector(2, outputs);
        node.Become(operation, parameters, input);
    }

    internal static void ConvTranspose(NodeImport node)
    {
        var input = node.Activation(0);
        var weight = node.Parameter(1);
        if (weight.Shape is not [var inputs, var each, var height, var width] || input.Shape is not [_, var rows, var columns])
            throw node.Refuse($"convolves ({string.Join(", ", input.Shape)}) with weights ({string.Join(", ", weight.Shape)}); only two-dimensional convolutions are supported");
        var groups = node.Integer("group", 1);
        if (groups < 1 || groups > inputs || inputs % groups != 0)
            throw node.Refuse($"its {inputs} channels don't make {groups} groups");
        var window = SlidingWindow.Transposed(node, new Extent(rows, columns), new Extent(height, width), out var more);
        var (down, across) = (
            TransposedAxis.Of(window.Before.Height, window.After.Height, more.Height, Math.Max(window.Stride.Height, window.Dilation.Height)),
            TransposedAxis.Of(window.Before.Width, window.After.Width, more.Width, Math.Max(window.Stride.Width, window.Dilation.Width)));
        if (down.More >= Math.Max(window.Stride.Height, window.Dilation.Height) || across.More >= Math.Max(window.Stride.Width, window.Dilation.Width))
            throw node.Refuse($"is to add {new Extent(down.More, across.More)} rows and columns at the end; supported are fewer than its stride or its dilation");
        var operation = new TransposedConvolution(inputs, checked(each * groups), window.Kernel)
        {
            Stride = window.Stride,
            Padding = new Extent(down.Padding, across.Padding),
            OutputPadding = new Extent(down.More, across.More),
            Dilation = window.Dilation,
            Groups = groups,
            HasBias = node.Has(2),
        };
        var parameters = new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = weight };
        if (operation.HasBias)
            parameters["bias"] = node.Vector(2, operation.OutChannels);
        if (down.IsWhole && across.IsWhole)
        {
            node.Become(operation, parameters, input);
            return;
        }

        var larger = node.Layers.Add($"{node.Name}.full", operation, [input.Layer], parameters);
        node.Become(new Pad(new Extent(-down.CutBefore, -across.CutBefore), new Extent(-down.CutAfter, -across.CutAfter)), larger);
    }

    /// <summary>One axis of a transposed convolution as libtorch has it, padded on both sides alike, and what is then cut off.</summary>
    /// <param name="Padding">left away on both sides</param>
    /// <param name="More">more at the end</param>
    private readonly record struct TransposedAxis(long Padding, long More, long CutBefore, long CutAfter)
    {
        internal bool IsWhole => CutBefore == 0 && CutAfter == 0;

        /// <param name="before">positions to be left away at the beginning</param>
        /// <param name="after">the same at the end</param>
        /// <param name="more">positions to be added at the end</param>
        /// <param name="limit">libtorch adds fewer than that</param>
        internal static TransposedAxis Of(long before, long after, long more, long limit)
        {
            // With the padding of the beginning on both sides, the end lacks so many positions, or has too many.
            var lacking = before + more - after;
            if (lacking < 0)
                return new TransposedAxis(before, 0, 0, -lacking);
            var cut = Math.Clamp(lacking - (limit - 1), 0, before);
            return new TransposedAxis(before - cut, lacking - cut, cut, 0);
        }
    }
}
