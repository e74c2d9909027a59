namespace VizBench.Networks;

/// <summary>The shapes of layers for inputs of another size than the network's own.</summary>
public sealed class LayerShapes
{
    private readonly Dictionary<string, long[]> _shapes = new(StringComparer.Ordinal);

    private LayerShapes(long[] input) => _shapes[Architecture.InputName] = input;

    /// <summary>The first layer on the way that has nothing left, or takes one size only; null: all are reached.</summary>
    public string? Barrier { get; private set; }

    /// <summary>How many numbers the largest output has, of the layers that were reached, or the input.</summary>
    public long Widest => _shapes.Values.Max(SampleShape.Count);

    /// <summary>(C, h, w) of a layer that was reached.</summary>
    public long[] this[string layer] => _shapes[layer];

    /// <summary>Of all layers that the wanted ones need.</summary>
    /// <param name="layers">names or aliases</param>
    /// <exception cref="UserError">no such layer</exception>
    public static LayerShapes At(Architecture architecture, long height, long width, IReadOnlyList<string> layers)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var shapes = new LayerShapes([architecture.InputShape[0], height, width]);
        foreach (var step in Walks.WalkPlan.For(architecture, layers).Steps)
        {
            var shape = shapes.ShapeOf(step.Layer);
            if (shape is null || shape.Any(extent => extent < 1))
            {
                shapes.Barrier = step.Layer.Name;
                break;
            }

            shapes._shapes[step.Layer.Name] = shape;
        }

        return shapes;
    }

    /// <summary>
    /// About how many numbers a pass to the layers and the gradient back hold at once: every output that autograd keeps, and twice the
    /// largest for what is at work.
    /// </summary>
    /// <exception cref="InvalidOperationException">not all layers are reached</exception>
    public long NumbersKept(Architecture architecture, IReadOnlyList<string> layers)
    {
        if (Barrier is not null)
            throw new InvalidOperationException($"{Barrier} is not reached");
        long[] sizes = [.. Walks.WalkPlan.For(architecture, layers).Steps.Where(step => !step.Overwrites).Select(step => SampleShape.Count(_shapes[step.Layer.Name]))];
        return sizes.Sum() + 2 * sizes.DefaultIfEmpty(0).Max();
    }

    private long[]? ShapeOf(Layer layer)
    {
        try
        {
            return layer.Operation.OutputShape([.. layer.Inputs.Select(input => _shapes[input])]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
