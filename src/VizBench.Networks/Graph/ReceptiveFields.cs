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
        foreach (var layer in architecture.Layers)
        {
            fields[layer.Name] = layer.Inputs
                .Select(name => Through(fields[name], layer.Operation.Window(architecture.ShapeOf(name)), whole))
                .Aggregate(Union);
        }

        return fields;
    }

    private static ReceptiveField Through(ReceptiveField seen, ReceptiveWindow window, ReceptiveField whole) => window.IsWhole
        ? whole
        : new(
            Windowed(seen.Rows, window.Kernel.Height, window.Stride.Height, window.Padding.Height, window.Dilation.Height),
            Windowed(seen.Columns, window.Kernel.Width, window.Stride.Width, window.Padding.Width, window.Dilation.Width));

    private static ReceptiveInterval Windowed(ReceptiveInterval seen, long kernel, long stride, long padding, long dilation) => new(
        seen.Size + dilation * (kernel - 1) * seen.Stride,
        seen.Stride * stride,
        seen.Start - padding * seen.Stride);

    private static ReceptiveField Union(ReceptiveField a, ReceptiveField b) => new(Union(a.Rows, b.Rows), Union(a.Columns, b.Columns));

    private static ReceptiveInterval Union(ReceptiveInterval a, ReceptiveInterval b)
    {
        // Who reads the whole input reads it wherever the other looks: a gate, for example.
        if (a.Stride == 0 || b.Stride == 0)
            return a.Stride == 0 ? a : b;
        var start = Math.Min(a.Start, b.Start);
        var end = Math.Max(a.Start + a.Size, b.Start + b.Size);
        return new ReceptiveInterval(end - start, Math.Max(a.Stride, b.Stride), start);
    }
}
