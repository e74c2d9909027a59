namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>
/// One painted area: closed contours whose winding numbers add up, so that a contour running the other way is a hole.
/// </summary>
internal sealed record Shape
{
    /// <summary>x, y, x, y … in scene units.</summary>
    public required int[] Points { get; init; }

    /// <summary>The index in <see cref="Points"/> behind each contour's last coordinate.</summary>
    public required int[] ContourEnds { get; init; }

    public required Paint Paint { get; init; }

    public required Part Part { get; init; }

    /// <summary>Shapes of one item with the same number are one piece of it, such as one wheel with its hub.</summary>
    public required int Piece { get; init; }

    /// <summary>The direction of the surface's own axes: cosine and sine of its rotation.</summary>
    public required int Cos { get; init; }

    public required int Sin { get; init; }

    /// <summary>Where the surface's structure begins, 1/65536 of 1/256 of the side.</summary>
    public required int OriginU { get; init; }

    public required int OriginV { get; init; }

    /// <summary>The same shape, scaled by factor/256 about one point which then lies at another.</summary>
    public Shape Moved(int fromX, int fromY, int toX, int toY, int factor)
    {
        var points = new int[Points.Length];
        for (var i = 0; i < points.Length; i += 2)
        {
            points[i] = toX + (int)((long)(Points[i] - fromX) * factor / 256);
            points[i + 1] = toY + (int)((long)(Points[i + 1] - fromY) * factor / 256);
        }

        return this with { Points = points };
    }
}
