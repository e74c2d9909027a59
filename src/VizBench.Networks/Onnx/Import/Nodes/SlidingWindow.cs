namespace VizBench.Networks.Onnx;

/// <summary>The window that a convolution or pooling node slides over its input.</summary>
/// <param name="Before">padding above and on the left</param>
/// <param name="After">padding below and on the right</param>
internal sealed record SlidingWindow(Extent Kernel, Extent Stride, Extent Dilation, Extent Before, Extent After)
{
    private const long Largest = 1 << 20;

    internal bool IsSymmetric => Before == After;

    /// <summary>The node's window over an input of a given size, which automatic padding depends on.</summary>
    internal static SlidingWindow Of(NodeImport node, Activation input, Extent kernel)
    {
        var size = SampleShape.Spatial(input.Shape);
        var stride = Pair(node, "strides", 1, 1);
        var dilation = Pair(node, "dilations", 1, 1);
        CheckKernel(node, kernel);
        var (before, after) = node.Text("auto_pad", "NOTSET") switch
        {
            "NOTSET" => Given(node),
            "VALID" => (new Extent(0, 0), new Extent(0, 0)),
            "SAME_UPPER" => Same(size, kernel, stride, dilation, moreAfter: true),
            "SAME_LOWER" => Same(size, kernel, stride, dilation, moreAfter: false),
            var mode => throw UnknownMode(node, mode),
        };
        return new SlidingWindow(kernel, stride, dilation, before, after);
    }

    /// <summary>The window of a transposed convolution, whose padding is what is left away of the output.</summary>
    /// <param name="size">of the input</param>
    /// <param name="more">rows and columns to be added below and on the right</param>
    internal static SlidingWindow Transposed(NodeImport node, Extent size, Extent kernel, out Extent more)
    {
        var (stride, dilation) = (Pair(node, "strides", 1, 1), Pair(node, "dilations", 1, 1));
        CheckKernel(node, kernel);
        more = Pair(node, "output_padding", 0, 0);
        // What the window would make without padding.
        var full = new Extent(
            (size.Height - 1) * stride.Height + dilation.Height * (kernel.Height - 1) + 1 + more.Height,
            (size.Width - 1) * stride.Width + dilation.Width * (kernel.Width - 1) + 1 + more.Width);
        var mode = node.Text("auto_pad", "NOTSET");
        if (node.IntegersOf("output_shape") is { Length: > 0 } given)
        {
            var wanted = given.Length >= 2 ? new Extent(given[^2], given[^1]) : throw node.Refuse($"its output_shape is ({string.Join(", ", given)}); expected rows and columns");
            return Left(full, wanted, mode is "SAME_UPPER");
        }

        switch (mode)
        {
            case "NOTSET":
                var (before, after) = Given(node);
                return new SlidingWindow(kernel, stride, dilation, before, after);
            case "VALID":
                return new SlidingWindow(kernel, stride, dilation, new Extent(0, 0), new Extent(0, 0));
            case "SAME_UPPER" or "SAME_LOWER":
                return Left(full, new Extent(size.Height * stride.Height, size.Width * stride.Width), mode is "SAME_UPPER");
            default:
                throw UnknownMode(node, mode);
        }

        SlidingWindow Left(Extent all, Extent wanted, bool moreAfter)
        {
            if (Math.Min(wanted.Height, wanted.Width) < 1)
                throw node.Refuse($"is to make {wanted} rows and columns");
            var (height, width) = (Halves(all.Height - wanted.Height), Halves(all.Width - wanted.Width));
            return new SlidingWindow(kernel, stride, dilation, new Extent(height.Before, width.Before), new Extent(height.After, width.After));

            // What is too much is left away at both ends; what is missing is missing at the end.
            (long Before, long After) Halves(long surplus) => surplus < 0 ? (0, surplus) : moreAfter ? (surplus / 2, surplus - surplus / 2) : (surplus - surplus / 2, surplus / 2);
        }
    }

    /// <summary>
    /// The same, where the number of windows is rounded up, without the end of the padding in which a last window would begin: none
    /// does that looks at padding alone.
    /// </summary>
    /// <param name="size">of the input</param>
    internal SlidingWindow RoundedUp(Extent size) => this with
    {
        After = new Extent(
            Reached(size.Height, Kernel.Height, Stride.Height, Dilation.Height, Before.Height, After.Height),
            Reached(size.Width, Kernel.Width, Stride.Width, Dilation.Width, Before.Width, After.Width)),
    };

    private static long Reached(long size, long kernel, long stride, long dilation, long before, long after)
    {
        var reach = dilation * (kernel - 1) + 1;
        var steps = (size + before + after - reach + stride - 1) / stride;
        return steps * stride < size + before || steps < 1 ? after : (steps - 1) * stride + reach - size - before;
    }

    /// <summary>The attribute kernel_shape.</summary>
    internal static Extent KernelOf(NodeImport node) => node.HasAttribute("kernel_shape") ? Pair(node, "kernel_shape", 1, 1) : throw node.Refuse("has no kernel_shape");

    private static FileError UnknownMode(NodeImport node, string mode) => node.Refuse($"auto_pad '{mode}' is unknown; ONNX has NOTSET, VALID, SAME_UPPER and SAME_LOWER");

    private static void CheckKernel(NodeImport node, Extent kernel)
    {
        if (kernel.Height is < 1 or > Largest || kernel.Width is < 1 or > Largest)
            throw node.Refuse($"its kernel is {kernel}");
        if (node.HasAttribute("kernel_shape") && Pair(node, "kernel_shape", 1, 1) != kernel)
            throw node.Refuse($"its kernel_shape ({string.Join(", ", node.IntegersOf("kernel_shape")!)}) is not that of its weights, {kernel}");
    }

    private static (Extent Before, Extent After) Given(NodeImport node) => node.IntegersOf("pads") switch
    {
        null or [] => (new Extent(0, 0), new Extent(0, 0)),
        [var top, var left, var bottom, var right] pads when pads.All(pad => pad is >= 0 and <= Largest) => (new Extent(top, left), new Extent(bottom, right)),
        var pads => throw node.Refuse($"its pads are ({string.Join(", ", pads)}); expected four counts: top, left, bottom, right"),
    };

    private static (Extent Before, Extent After) Same(Extent size, Extent kernel, Extent stride, Extent dilation, bool moreAfter)
    {
        var height = Missing(size.Height, kernel.Height, stride.Height, dilation.Height);
        var width = Missing(size.Width, kernel.Width, stride.Width, dilation.Width);
        var less = new Extent(height / 2, width / 2);
        var more = new Extent(height - height / 2, width - width / 2);
        return moreAfter ? (less, more) : (more, less);
    }

    // As many rows as are missing for an output of size / stride, rounded up.
    private static long Missing(long size, long kernel, long stride, long dilation) =>
        Math.Max(0, ((size + stride - 1) / stride - 1) * stride + dilation * (kernel - 1) + 1 - size);

    private static Extent Pair(NodeImport node, string name, long otherwise, long least) => node.IntegersOf(name) switch
    {
        null or [] => new Extent(otherwise, otherwise),
        [var height, var width] when height >= least && width >= least && Math.Max(height, width) <= Largest => new Extent(height, width),
        var values => throw node.Refuse($"its {name} are ({string.Join(", ", values)}); expected two positive counts, for rows and columns"),
    };
}
