using VizBench.Networks;

namespace VizBench.Methods.Dreams;

/// <summary>Whether a layer can be reached with pictures of another size than the network's own.</summary>
internal static class Reach
{
    /// <exception cref="UserError">a layer on the way has nothing left, or takes one size only</exception>
    internal static void Check(Architecture architecture, string layer, long height, long width)
    {
        var last = architecture.PositionOf(layer);
        var shapes = new Dictionary<string, long[]>(StringComparer.Ordinal) { [Architecture.InputName] = [architecture.InputShape[0], height, width] };
        foreach (var step in architecture.Layers.Take(last + 1))
        {
            var shape = ShapeOf(step, shapes);
            if (shape is null || shape.Any(extent => extent < 1))
                throw new UserError($"a picture of {height}×{width} pixels is too small for {architecture.Name} up to {layer}: nothing is left at {step.Name}, or it takes one size only; choose fewer octaves, a smaller scale or an earlier layer");
            shapes[step.Name] = shape;
        }
    }

    private static long[]? ShapeOf(Layer layer, Dictionary<string, long[]> shapes)
    {
        try
        {
            return layer.Operation.OutputShape([.. layer.Inputs.Select(input => shapes[input])]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
