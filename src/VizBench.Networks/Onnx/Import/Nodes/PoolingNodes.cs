namespace VizBench.Networks.Onnx;

/// <summary>MaxPool, AveragePool, LpPool and their global forms.</summary>
internal static class PoolingNodes
{
    internal static void MaxPool(NodeImport node)
    {
        var input = node.Activation(0);
        var window = SlidingWindow.Of(node, input, SlidingWindow.KernelOf(node));
        var padding = window.Before;
        if (!PadsItself(window))
        {
            window = CeilMode(node) ? window.RoundedUp(SampleShape.Spatial(input.Shape)) : window;
            // Padding never wins.
            input = node.Before("pad", new Pad(window.Before, window.After) { Value = double.NegativeInfinity }, input);
            padding = 0;
        }

        node.Become(new MaxPool(window.Kernel, window.Stride) { Padding = padding, Dilation = window.Dilation, CeilMode = CeilMode(node) }, input);
    }

    internal static void AveragePool(NodeImport node)
    {
        var input = node.Activation(0);
        if (input.Shape.Length == 4)
        {
            OverChannels(node, input);
            return;
        }

        var window = SlidingWindow.Of(node, input, SlidingWindow.KernelOf(node));
        var (operation, parameters, last) = Average(node, input, window);
        node.Become(operation, parameters, last);
    }

    /// <summary>
    /// Pooling over channels alone is how PyTorch's exporter writes local response normalisation: (D, C, H, W) by windows of (k, 1, 1).
    /// With all positions in one row it is a pooling over rows.
    /// </summary>
    private static void OverChannels(NodeImport node, Activation input)
    {
        var (strides, pads) = (node.IntegersOf("strides") ?? [1, 1, 1], node.IntegersOf("pads") ?? [0, 0, 0, 0, 0, 0]);
        if (node.IntegersOf("kernel_shape") is not [var kernel and >= 1 and <= 1 << 20, 1, 1] || strides is not [var stride and >= 1 and <= 1 << 20, 1, 1]
            || pads is not [var before and >= 0 and <= 1 << 20, 0, 0, var after and >= 0 and <= 1 << 20, 0, 0]
            || node.Text("auto_pad", "NOTSET") is not ("NOTSET" or "VALID") || node.IntegersOf("dilations") is { } dilations && dilations.Any(dilation => dilation != 1))
        {
            throw node.Refuse($"pools three axes of (N, {string.Join(", ", input.Shape)}); supported are windows over rows and columns, and over channels alone");
        }

        var (depth, positions) = (input.Shape[0], input.Shape[2..]);
        var rows = node.Before("rows", new Reshape([depth, input.Shape[1], SampleShape.Count(positions)]) { KeepsPositions = true }, input);
        var (operation, parameters, last) = Average(node, rows, new SlidingWindow(new Extent(kernel, 1), new Extent(stride, 1), 1, new Extent(before, 0), new Extent(after, 0)));
        var pooled = node.Layers.Add($"{node.Name}.pool", operation, [last.Layer], parameters);
        node.BecomeElementwise(new Reshape([depth, pooled.Shape[1], .. positions]) { KeepsPositions = true }, pooled with { Axes = input.Axes });
    }

    /// <summary>The layer that averages, behind those that it needs before it.</summary>
    private static (Operation Operation, IReadOnlyDictionary<string, ParameterSource> Parameters, Activation Input) Average(NodeImport node, Activation input, SlidingWindow window)
    {
        var (counts, ceil) = (node.Integer("count_include_pad", 0) != 0, CeilMode(node));
        var nothing = new Dictionary<string, ParameterSource>(StringComparer.Ordinal);
        if (window.Dilation == 1 && PadsItself(window))
            return (new AveragePool(window.Kernel, window.Stride) { Padding = window.Before, CeilMode = ceil, CountIncludePad = counts }, nothing, input);
        window = ceil ? window.RoundedUp(SampleShape.Spatial(input.Shape)) : window;
        var padded = window.Before == 0 && window.After == 0 ? input : node.Before("pad", new Pad(window.Before, window.After), input);
        Operation pool = new AveragePool(window.Kernel, window.Stride) { CeilMode = ceil };
        var weights = nothing;
        if (window.Dilation != 1)
        {
            if (ceil)
                throw node.Refuse("rounds the number of dilated windows up, which is not supported");
            // Each channel by itself convolved with equal weights.
            var channels = input.Shape[0];
            pool = new Convolution(channels, channels, window.Kernel) { Stride = window.Stride, Dilation = window.Dilation, Groups = channels, HasBias = false };
            weights["weight"] = new ParameterSource($"{node.Name}.mean", [channels, 1, window.Kernel.Height, window.Kernel.Width], null, false, 1, null)
            {
                Fill = 1.0 / (window.Kernel.Height * window.Kernel.Width),
            };
        }

        if (counts || window.Before == 0 && window.After == 0)
            return (pool, weights, padded);
        // The mean with the padding in it, times what that made too small.
        var mean = node.Layers.Add($"{node.Name}.mean", pool, [padded.Layer], weights);
        var (rows, columns) = (
            Shares(mean.Shape[1], input.Shape[1], window.Before.Height, window.After.Height, window.Kernel.Height, window.Stride.Height, window.Dilation.Height),
            Shares(mean.Shape[2], input.Shape[2], window.Before.Width, window.After.Width, window.Kernel.Width, window.Stride.Width, window.Dilation.Width));
        double[] factors = [.. rows.SelectMany(_ => columns, (row, column) => row * column)];
        var border = new ParameterSource($"{node.Name}.border", [1, rows.Length, columns.Length], null, false, 1, factors);
        return (new Scale(border.Shape), new Dictionary<string, ParameterSource>(StringComparer.Ordinal) { ["weight"] = border }, mean);
    }

    internal static void LpPool(NodeImport node)
    {
        var input = node.Activation(0);
        var window = SlidingWindow.Of(node, input, SlidingWindow.KernelOf(node));
        if (window.Dilation != 1)
            throw node.Refuse("dilated windows are not supported");
        window = CeilMode(node) ? window.RoundedUp(SampleShape.Spatial(input.Shape)) : window;
        // Zeros add nothing to a norm: a last window that reaches over the border finds some there.
        var after = CeilMode(node)
            ? new Extent(
                window.After.Height + Overhang(input.Shape[1] + window.Before.Height + window.After.Height, window.Kernel.Height, window.Stride.Height),
                window.After.Width + Overhang(input.Shape[2] + window.Before.Width + window.After.Width, window.Kernel.Width, window.Stride.Width))
            : window.After;
        if (window.Before != 0 || after != 0)
            input = node.Before("pad", new Pad(window.Before, after), input);
        node.Become(new LpPool(window.Kernel, window.Stride, Order(node)), input);
    }

    internal static void GlobalLpPool(NodeImport node)
    {
        var input = node.Activation(0);
        var size = SampleShape.Spatial(input.Shape);
        node.Become(Order(node) is 2 ? new AxisReduction(ReductionKind.L2, [1, 2]) { IsSpatial = true } : new LpPool(size, 1, Order(node)), input);
    }

    private static long Order(NodeImport node) => node.Integer("p", 2) is >= 1 and var p ? p : throw node.Refuse("its p is no positive number");

    private static long Overhang(long size, long kernel, long stride) => size < kernel ? 0 : (stride - (size - kernel) % stride) % stride;

    internal static void GlobalAveragePool(NodeImport node) => node.Become(new AdaptiveAveragePool(1), node.Activation(0));

    internal static void GlobalMaxPool(NodeImport node) => node.Become(new GlobalMaxPool(), node.Activation(0));

    private static bool CeilMode(NodeImport node) => node.Integer("ceil_mode", 0) != 0;

    // libtorch's pooling pads both sides alike, by half a window at most.
    private static bool PadsItself(SlidingWindow window) =>
        window.IsSymmetric && 2 * window.Before.Height <= window.Kernel.Height && 2 * window.Before.Width <= window.Kernel.Width;

    // For each window along one axis: taps in the padded input for one in the input itself.
    private static double[] Shares(long count, long size, long before, long after, long kernel, long stride, long dilation)
    {
        var shares = new double[count];
        for (var i = 0L; i < count; i++)
        {
            var (start, inside, counted) = (i * stride - before, 0, 0);
            for (var position = start; position < start + kernel * dilation && position < size + after; position += dilation)
            {
                counted++;
                inside += position >= 0 && position < size ? 1 : 0;
            }

            shares[i] = inside > 0 ? (double)counted / inside : 0;
        }

        return shares;
    }
}
