namespace VizBench.Networks.Onnx;

/// <summary>MaxPool, AveragePool and their global forms.</summary>
internal static class PoolingNodes
{
    internal static void MaxPool(NodeImport node)
    {
        var input = node.Activation(0);
        var window = SlidingWindow.Of(node, input, SlidingWindow.KernelOf(node));
        var padding = window.Before;
        if (!PadsItself(window))
        {
            // Padding never wins.
            input = node.Before("pad", new Pad(window.Before, window.After) { Value = double.NegativeInfinity }, input);
            padding = 0;
        }

        node.Become(new MaxPool(window.Kernel, window.Stride) { Padding = padding, Dilation = window.Dilation, CeilMode = CeilMode(node) }, input);
    }

    internal static void AveragePool(NodeImport node)
    {
        var input = node.Activation(0);
        var window = SlidingWindow.Of(node, input, SlidingWindow.KernelOf(node));
        if (window.Dilation != 1)
            throw node.Refuse("dilated average pooling is not supported");
        var counts = node.Integer("count_include_pad", 0) != 0;
        if (PadsItself(window))
        {
            node.Become(new AveragePool(window.Kernel, window.Stride) { Padding = window.Before, CeilMode = CeilMode(node), CountIncludePad = counts }, input);
            return;
        }

        var padded = node.Before("pad", new Pad(window.Before, window.After), input);
        var pool = new AveragePool(window.Kernel, window.Stride) { CeilMode = CeilMode(node) };
        if (counts)
        {
            node.Become(pool, padded);
            return;
        }

        // The mean with the padding in it, times what that made too small.
        var mean = node.Before("mean", pool, padded);
        var (rows, columns) = (
            Shares(mean.Shape[1], input.Shape[1], window.Before.Height, window.After.Height, window.Kernel.Height, window.Stride.Height),
            Shares(mean.Shape[2], input.Shape[2], window.Before.Width, window.After.Width, window.Kernel.Width, window.Stride.Width));
        double[] factors = [.. rows.SelectMany(_ => columns, (row, column) => row * column)];
        var border = new ParameterSource($"{node.Name}.border", [1, rows.Length, columns.Length], null, false, 1, factors);
        node.Become(new Scale(border.Shape), new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = border }, mean);
    }

    internal static void GlobalAveragePool(NodeImport node) => node.Become(new AdaptiveAveragePool(1), node.Activation(0));

    internal static void GlobalMaxPool(NodeImport node) => node.Become(new GlobalMaxPool(), node.Activation(0));

    private static bool CeilMode(NodeImport node) => node.Integer("ceil_mode", 0) != 0;

    // libtorch's pooling pads both sides alike, by half a window at most.
    private static bool PadsItself(SlidingWindow window) =>
        window.IsSymmetric && 2 * window.Before.Height <= window.Kernel.Height && 2 * window.Before.Width <= window.Kernel.Width;

    // For each window along one axis: positions in the padded input for one in the input itself.
    private static double[] Shares(long count, long size, long before, long after, long kernel, long stride)
    {
        var shares = new double[count];
        for (var i = 0L; i < count; i++)
        {
            var (start, end) = (i * stride - before, Math.Min(i * stride - before + kernel, size + after));
            var inside = Math.Min(end, size) - Math.Max(start, 0);
            shares[i] = inside > 0 ? (double)(end - start) / inside : 0;
        }

        return shares;
    }
}
