namespace VizBench.Networks;

/// <summary>The height and width of every layer's output at the network's own input size, from the graph alone.</summary>
internal static class SpatialSizes
{
    /// <returns>by layer name, the input included; null where the output has no rows and columns</returns>
    internal static IReadOnlyDictionary<string, Extent?> Of(Architecture architecture)
    {
        var sizes = new Dictionary<string, Extent?>(StringComparer.Ordinal)
        {
            [Architecture.InputName] = new Extent(architecture.InputShape[1], architecture.InputShape[2]),
        };
        foreach (var layer in architecture.Layers)
        {
            var input = sizes[layer.Inputs[0]];
            sizes[layer.Name] = layer.Operation switch
            {
                Linear or Flatten => null,
                AdaptiveAveragePool pool => pool.OutputSize,
                Convolution c when input is { } size => Windowed(size, c.Kernel, c.Stride, c.Padding, c.Dilation, false),
                MaxPool p when input is { } size => Windowed(size, p.Kernel, p.Stride, p.Padding, 1, p.CeilMode),
                AveragePool p when input is { } size => Windowed(size, p.Kernel, p.Stride, p.Padding, 1, p.CeilMode),
                _ => input,
            };
        }

        return sizes;
    }

    private static Extent Windowed(Extent size, Extent kernel, Extent stride, Extent padding, Extent dilation, bool ceil) => new(
        Windowed(size.Height, kernel.Height, stride.Height, padding.Height, dilation.Height, ceil),
        Windowed(size.Width, kernel.Width, stride.Width, padding.Width, dilation.Width, ceil));

    private static long Windowed(long size, long kernel, long stride, long padding, long dilation, bool ceil)
    {
        var steps = size + 2 * padding - dilation * (kernel - 1) - 1;
        var count = (ceil ? (steps + stride - 1) / stride : steps / stride) + 1;
        // With rounding up, a last window must still begin inside the input or its left padding.
        return ceil && (count - 1) * stride >= size + padding ? count - 1 : count;
    }
}
