namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>
/// How much of each pixel a shape covers. Every edge adds, on four sample rows per pixel row, its signed share to the pixel
/// it crosses and the rest to the next; a running sum along the row then is the winding number times the covered share.
/// No sorting, exact across, four levels down.
/// </summary>
internal sealed class Coverage(int size)
{
    public const int Full = 256;
    private const int SampleRows = 4;
    private const int SampleStep = 256 / SampleRows;

    // A slope is cut to 1/65536, which over the longest edge moves a crossing by a few 1/256 pixels.
    private const int Slack = 8;

    private readonly int[] _signed = new int[(size + 2) * size];

    /// <summary>The rows and columns the last shape touches; ends excluded.</summary>
    public int Left { get; private set; }

    public int Right { get; private set; }

    public int Top { get; private set; }

    public int Bottom { get; private set; }

    /// <summary>Takes in a shape, moved by whole 1/256 pixels. Every row must then be swept.</summary>
    /// <returns>whether any of it is in the picture</returns>
    public bool Add(Shape shape, int moveX, int moveY)
    {
        var points = shape.Points;
        var (left, right, top, bottom) = (int.MaxValue, int.MinValue, int.MaxValue, int.MinValue);
        var start = 0;
        foreach (var end in shape.ContourEnds)
        {
            var (px, py) = (ToPixels(points[end - 2]) + moveX, ToPixels(points[end - 1]) + moveY);
            for (var i = start; i < end; i += 2)
            {
                var (x, y) = (ToPixels(points[i]) + moveX, ToPixels(points[i + 1]) + moveY);
                left = Math.Min(left, x);
                right = Math.Max(right, x);
                top = Math.Min(top, y);
                bottom = Math.Max(bottom, y);
                AddEdge(px, py, x, y);
                (px, py) = (x, y);
            }

            start = end;
        }

        Left = Math.Clamp((left - Slack) >> 8, 0, size);
        Right = Math.Clamp((right >> 8) + 1, 0, size);
        Top = Math.Clamp(top >> 8, 0, size);
        Bottom = Math.Clamp((bottom >> 8) + 1, 0, size);
        if (Left < Right && Top < Bottom)
            return true;
        for (var row = Top; row < Bottom; row++)
            Clear(row);
        return false;
    }

    /// <summary>Gives the shares 0 .. 256 of a row's pixels from Left to Right and clears the row.</summary>
    public void Sweep(int row, Span<int> shares)
    {
        var signed = _signed.AsSpan(row * (size + 2) + Left, Right - Left);
        var sum = 0;
        for (var i = 0; i < signed.Length; i++)
        {
            sum += signed[i];
            shares[i] = Math.Min(Math.Abs(sum) >> 2, Full);
        }

        Clear(row);
    }

    private void Clear(int row) => _signed.AsSpan(row * (size + 2) + Left, size + 2 - Left).Clear();

    private int ToPixels(int scene) => (int)((long)scene * size >> 8);

    private void AddEdge(int x0, int y0, int x1, int y1)
    {
        var direction = 1;
        if (y0 > y1)
        {
            (x0, y0, x1, y1) = (x1, y1, x0, y0);
            direction = -1;
        }

        // Sample row n lies at y = n·step + step/2.
        var first = Math.Max(0, (y0 + SampleStep / 2 - 1) >> 6);
        var end = Math.Min(SampleRows * size, (y1 + SampleStep / 2 - 1) >> 6);
        if (first >= end)
            return;
        var slope = ((long)(x1 - x0) << 16) / (y1 - y0);
        var x = ((long)x0 << 16) + slope * (SampleStep * first + SampleStep / 2 - y0);
        var step = slope * SampleStep;
        var signed = _signed;
        for (var n = first; n < end; n++, x += step)
        {
            var at = Math.Clamp((int)(x >> 16), 0, size << 8);
            var cell = (n >> 2) * (size + 2) + (at >> 8);
            var rest = direction * (at & 255);
            signed[cell] += direction * 256 - rest;
            signed[cell + 1] += rest;
        }
    }
}
