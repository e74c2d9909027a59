namespace VizBench.Methods.Optimising;

/// <summary>A crop of each picture at an offset of its own.</summary>
internal static class OffsetCrop
{
    /// <param name="offsets">of each picture, within it</param>
    internal static Transformed Of(Tensor x, IReadOnlyList<(long Y, long X)> offsets, long height, long width) =>
        x.device.type == DeviceType.CPU ? OneByOne(x, offsets, height, width) : Together(x, offsets, height, width);

    /// <summary>Piece by piece: what costs least where starting an operation costs nothing.</summary>
    internal static Transformed OneByOne(Tensor x, IReadOnlyList<(long Y, long X)> offsets, long height, long width)
    {
        var (down, across) = (x.shape[2] - height, x.shape[3] - width);
        return new Transformed(
            cat([.. offsets.Select((offset, i) => x.narrow(0, i, 1).narrow(2, offset.Y, height).narrow(3, offset.X, width))], 0),
            gradient => cat([.. offsets.Select((offset, i) => nn.functional.pad(gradient.narrow(0, i, 1), [offset.X, across - offset.X, offset.Y, down - offset.Y]))], 0));
    }

    /// <summary>The same numbers in as many operations for a thousand pictures as for one.</summary>
    internal static Transformed Together(Tensor x, IReadOnlyList<(long Y, long X)> offsets, long height, long width)
    {
        var (down, across) = (offsets.Select(offset => offset.Y).ToArray(), offsets.Select(offset => offset.X).ToArray());
        var (fullHeight, fullWidth) = (x.shape[2], x.shape[3]);
        return new Transformed(
            Picked(x, Indices(down, height, (i, offset) => i + offset), Indices(across, width, (i, offset) => i + offset)),
            // What the crop left out gets the zeros that stand beyond the gradient's end.
            gradient => Picked(
                nn.functional.pad(gradient, [0, 1, 0, 1]),
                Indices(down, fullHeight, (i, offset) => Within(i - offset, height)),
                Indices(across, fullWidth, (i, offset) => Within(i - offset, width))));
    }

    private static long Within(long i, long extent) => i >= 0 && i < extent ? i : extent;

    /// <summary>Of each picture the rows and columns at its own indices.</summary>
    private static Tensor Picked(Tensor x, long[][] rows, long[][] columns)
    {
        var (samples, channels) = (x.shape[0], x.shape[1]);
        Tensor On(long[][] indices) => tensor([.. indices.SelectMany(one => one)], [samples, indices[0].Length], null, x.device);
        return x.gather(2, On(rows).reshape(samples, 1, -1, 1).expand([samples, channels, rows[0].Length, x.shape[3]]))
            .gather(3, On(columns).reshape(samples, 1, 1, -1).expand([samples, channels, rows[0].Length, columns[0].Length]));
    }

    private static long[][] Indices(long[] offsets, long count, Func<long, long, long> indexOf) =>
        [.. offsets.Select(offset => Enumerable.Range(0, (int)count).Select(i => indexOf(i, offset)).ToArray())];
}
