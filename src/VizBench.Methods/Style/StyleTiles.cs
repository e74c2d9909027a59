using VizBench.Networks;

namespace VizBench.Methods.Style;

/// <summary>
/// A picture in overlapping pieces, each small enough for the memory that is allowed. A piece's core is its own; the rim around it is as wide
/// as what the layers' units see, so that in the core every layer has the values that it has in the whole picture.
/// </summary>
/// <param name="Pieces">one: the whole picture</param>
/// <param name="Bytes">about what a step needs for the largest piece of one picture</param>
internal sealed record StyleTiles(IReadOnlyList<StyleTile> Pieces, long Bytes)
{
    /// <summary>The fewest pieces of one picture that keep within a bound. How many pictures there are does not matter: what is made of one must not depend on others.</summary>
    /// <param name="layers">those that are read</param>
    /// <param name="element">bytes of a number</param>
    /// <param name="most">bytes</param>
    /// <exception cref="UserError">a layer isn't reached from this size, or no piece keeps within the bound</exception>
    internal static StyleTiles Of(Architecture architecture, IReadOnlyList<string> layers, long height, long width, int element, double most)
    {
        var whole = BytesOf(architecture, layers, height, width, element);
        if (whole <= most)
            return new StyleTiles([new StyleTile(new TileSpan(0, height, 0, height), new TileSpan(0, width, 0, width))], whole);
        var fields = ReceptiveFields.Of(architecture);
        ReceptiveInterval[] seen = [.. layers.SelectMany(layer => new[] { fields[layer].Rows, fields[layer].Columns })];
        if (seen.Any(field => field.Stride == 0))
            throw new UserError($"{height}×{width} pixels take about {Gigabytes(whole)} GB, above memory={Gigabytes(most)}, and {architecture.Name} can't be computed in tiles: a layer on the way sees the whole picture; choose a smaller --size, or more --set memory=GB");
        var step = seen.Select(field => field.Stride).Aggregate(LeastCommonMultiple);
        var rim = RoundedUp(seen.Max(field => Math.Max(-field.Start, field.Start + field.Size - field.Stride)), step);
        for (var core = RoundedUp(Math.Max(height, width), step); core >= step; core -= step)
        {
            var bytes = BytesOf(architecture, layers, Math.Min(height, core + 2 * rim), Math.Min(width, core + 2 * rim), element);
            if (bytes <= most)
                return new StyleTiles([.. from rows in Spans(height, core, step, rim) from columns in Spans(width, core, step, rim) select new StyleTile(rows, columns)], bytes);
        }

        throw new UserError($"{height}×{width} pixels: even the smallest tile, {step}×{step} with a rim of {rim} pixels for what the layers see, takes more than memory={Gigabytes(most)} GB; choose more --set memory=GB, or layers nearer to the input");
    }

    /// <summary>How many whole pictures of a size keep within a bound together; 1 where not even one does.</summary>
    /// <param name="most">bytes</param>
    /// <exception cref="UserError">a layer isn't reached from this size</exception>
    internal static int Together(Architecture architecture, IReadOnlyList<string> layers, Tensor pictures, double most) =>
        (int)Math.Clamp(most / BytesOf(architecture, layers, pictures.shape[2], pictures.shape[3], ElementOf(pictures)), 1, int.MaxValue);

    /// <summary>Bytes of a number.</summary>
    internal static int ElementOf(Tensor pictures) => pictures.dtype == ScalarType.Float64 ? 8 : 4;

    private static long BytesOf(Architecture architecture, IReadOnlyList<string> layers, long height, long width, int element) =>
        Shapes(architecture, layers, height, width).NumbersKept(architecture, layers) * element;

    /// <summary>The layers' shapes for a picture of a size.</summary>
    /// <exception cref="UserError">a layer isn't reached from this size</exception>
    internal static LayerShapes Shapes(Architecture architecture, IReadOnlyList<string> layers, long height, long width)
    {
        var shapes = LayerShapes.At(architecture, height, width, layers);
        return shapes.Barrier is null
            ? shapes
            : throw new UserError($"a picture of {height}×{width} pixels does not reach {string.Join(", ", layers)} of {architecture.Name}: nothing is left at {shapes.Barrier}, or it takes one size only; give a larger picture, or layers nearer to the input");
    }

    private static IEnumerable<TileSpan> Spans(long length, long most, long step, long rim)
    {
        // As few as the bound allows, and of about one size.
        var count = (length + most - 1) / most;
        var core = RoundedUp((length + count - 1) / count, step);
        for (var start = 0L; start < length; start += core)
        {
            var end = Math.Min(length, start + core);
            var first = Math.Max(0, start - rim);
            yield return new TileSpan(first, Math.Min(length, end + rim) - first, start, end);
        }
    }

    private static string Gigabytes(double bytes) => ShortNumber.Of(Math.Round(bytes / 1e9, 2));

    private static long RoundedUp(long length, long step) => (Math.Max(1, length) + step - 1) / step * step;

    private static long LeastCommonMultiple(long a, long b)
    {
        var (x, y) = (a, b);
        while (y != 0)
            (x, y) = (y, x % y);
        return a / x * b;
    }
}

/// <summary>A piece of a picture.</summary>
internal readonly record struct StyleTile(TileSpan Rows, TileSpan Columns)
{
    /// <summary>The piece with its rim, (N, C, …).</summary>
    internal Tensor Of(Tensor picture) => picture.narrow(2, Rows.First, Rows.Size).narrow(3, Columns.First, Columns.Size);

    /// <summary>The core's part of the piece's features.</summary>
    internal Tensor Core(Tensor features, long[] whole, long[] strides)
    {
        var (rows, columns) = (Rows.Positions(whole[1], strides[0]), Columns.Positions(whole[2], strides[1]));
        return Part(Part(features, 2, rows.First - Rows.First / strides[0], rows.Size), 3, columns.First - Columns.First / strides[1], columns.Size);
    }

    /// <summary>A part along an axis. All of it stays what it is: the gradient of a part is written into zeros of the whole's size, which takes as long as a Gram matrix.</summary>
    private static Tensor Part(Tensor whole, int axis, long first, long size) => first == 0 && size == whole.shape[axis] ? whole : whole.narrow(axis, first, size);

    /// <summary>The core's part of the whole picture's features.</summary>
    internal Tensor CoreOfWhole(Tensor features, long[] strides)
    {
        var shape = features.shape;
        var (rows, columns) = (Rows.Positions(shape[2], strides[0]), Columns.Positions(shape[3], strides[1]));
        return features.narrow(2, rows.First, rows.Size).narrow(3, columns.First, columns.Size);
    }
}

/// <summary>A piece along one axis: the pixels that are computed, and those that are its own.</summary>
/// <param name="First">the first pixel with the rim</param>
/// <param name="Size">pixels with the rim</param>
/// <param name="CoreStart">the first of its own pixels</param>
/// <param name="CoreEnd">the first pixel after its own; the last piece's is the picture's end</param>
internal readonly record struct TileSpan(long First, long Size, long CoreStart, long CoreEnd)
{
    private bool IsLast => First + Size == CoreEnd;

    /// <summary>A layer's positions that are the piece's own, counted in the whole picture.</summary>
    /// <param name="count">the layer's positions along this axis, in the whole picture</param>
    /// <param name="stride">pixels between two of them</param>
    internal (long First, long Size) Positions(long count, long stride)
    {
        var first = Math.Min(count, CoreStart / stride);
        return (first, (IsLast ? count : Math.Min(count, CoreEnd / stride)) - first);
    }
}
