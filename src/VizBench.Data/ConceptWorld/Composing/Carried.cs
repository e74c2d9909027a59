using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Composing;

/// <summary>
/// Surfaces anchored to a moved object. Patterns and materials lie in the picture's coordinates, through which an object in
/// another pose would slide: here they keep their place and their scale on the object.
/// </summary>
internal static class Carried
{
    // The brush counts surface steps per pixel in 32 bits; finer structure than this is below a pixel anyway.
    private const int Finest = 2048;

    /// <param name="shapes">drawn in the new pose</param>
    /// <param name="from">the pose in which their surfaces were laid out</param>
    /// <param name="to">the new pose</param>
    public static IReadOnlyList<Shape> Along(IReadOnlyList<Shape> shapes, WorldPose from, WorldPose to)
    {
        var (before, after) = (new Placement(from), new Placement(to));
        return [.. shapes.Select(shape => Along(shape, before, after))];
    }

    private static Shape Along(Shape shape, Placement from, Placement to)
    {
        var fineness = (int)Math.Clamp((long)shape.Paint.Fineness * from.Pose.HalfSize / to.Pose.HalfSize, 1, Finest);
        var (u, v) = Surface(from, shape.Paint.Fineness);
        var (newU, newV) = Surface(to, fineness);
        return shape with
        {
            Paint = shape.Paint with { Fineness = fineness },
            OriginU = shape.OriginU + (int)(u - newU),
            OriginV = shape.OriginV + (int)(v - newV),
        };
    }

    // The surface coordinates of the object's middle, as the brush computes them.
    private static (long U, long V) Surface(Placement placement, int fineness)
    {
        long x = placement.Pose.CentreX;
        long y = placement.Pose.CentreY;
        return (((x * placement.Cos + y * placement.Sin) >> 6) * fineness >> 8, ((y * placement.Cos - x * placement.Sin) >> 6) * fineness >> 8);
    }
}
