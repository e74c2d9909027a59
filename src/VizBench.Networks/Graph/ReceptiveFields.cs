namespace VizBench.Networks;

/// <summary>The receptive field of every layer, from kernels, strides and paddings alone (Araujo et al., Distill 2019).</summary>
public static class ReceptiveFields
{
    /// <returns>by layer name, the input included</returns>
    public static IReadOnlyDictionary<string, ReceptiveField> Of(Architecture architecture)
    {
        var whole = new ReceptiveField(
            new ReceptiveInterval(architecture.InputShape[1], 0, 0), new ReceptiveInterval(architecture.InputShape[2], 0, 0));
        var fields = new Dictionary<string, ReceptiveField>(StringComparer.Ordinal)
        {
            [Architecture.InputName] = new(new ReceptiveInterval(1, 1, 0), new ReceptiveInterval(1, 1, 0)),
        };
        var sizes = SpatialSizes.Of(architecture);
        foreach (var layer in architecture.Layers)
        {
            var seen = layer.Inputs.Select(name => fields[name]).Aggregate(Union);
            fields[layer.Name] = layer.Operation switch
            {
                Convolution c => Windowed(seen, c.Kernel, c.Stride, c.Padding, c.Dilation),
                MaxPool p => Windowed(seen, p.Kernel, p.Stride, p.Padding, 1),
                AveragePool p => Windowed(seen, p.Kernel, p.Stride, p.Padding, 1),
                AdaptiveAveragePool p => Adaptive(seen, sizes[layer.Inputs[0]], p.OutputSize, whole),
                Linear or Flatten => whole,
                _ => seen,
            };
        }

        return fields;
    }

    /// <summary>
    /// Where the sizes divide, adaptive pooling is pooling with window and stride of their quotient (at equal sizes, nothing);
    /// else its windows differ in size, and the whole input is the honest answer.
    /// </summary>
    private static ReceptiveField Adaptive(ReceptiveField seen, Extent? size, Extent output, ReceptiveField whole)
    {
        if (size is not { } s || s.Height % output.Height != 0 || s.Width % output.Width != 0)
            return whole;
        var window = new Extent(s.Height / output.Height, s.Width / output.Width);
        return Windowed(seen, window, window, 0, 1);
    }

    private static ReceptiveField Windowed(ReceptiveField seen, Extent kernel, Extent stride, Extent padding, Extent dilation) => new(
        Windowed(seen.Rows, kernel.Height, stride.Height, padding.Height, dilation.Height),
        Windowed(seen.Columns, kernel.Width, stride.Width, padding.Width, dilation.Width));

    private static ReceptiveInterval Windowed(ReceptiveInterval seen, long kernel, long stride, long padding, long dilation) => new(
        seen.Size + dilation * (kernel - 1) * seen.Stride,
        seen.Stride * stride,
        seen.Start - padding * seen.Stride);

    private static ReceptiveField Union(ReceptiveField a, ReceptiveField b) => new(Union(a.Rows, b.Rows), Union(a.Columns, b.Columns));

    private static ReceptiveInterval Union(ReceptiveInterval a, ReceptiveInterval b)
    {
        var start = Math.Min(a.Start, b.Start);
        var end = Math.Max(a.Start + a.Size, b.Start + b.Size);
        return new ReceptiveInterval(end - start, Math.Max(a.Stride, b.Stride), start);
    }
}
