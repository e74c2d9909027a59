namespace VizBench.Methods.Optimising;

/// <summary>
/// What happens to the pictures of a step before the network sees them. Values and their way back are computed without
/// autograd, in forms that give the same on every device in every run.
/// </summary>
internal abstract class Transform
{
    /// <param name="x">(N, C, h, w), in the network's units</param>
    /// <param name="step">which numbers are drawn</param>
    internal abstract Transformed Apply(Tensor x, Draws draws, int step);

    /// <summary>Gives back what is kept from step to step; a later one makes it anew.</summary>
    internal virtual void Forget()
    {
    }
}

/// <summary>A transform's result, and how a gradient goes from it to its input.</summary>
/// <param name="Value">(N or N · k, C, h', w'): where a picture becomes k, they follow each other</param>
/// <param name="Back">a gradient at the value → the gradient at the input</param>
internal readonly record struct Transformed(Tensor Value, Func<Tensor, Tensor> Back)
{
    internal static Transformed Unchanged(Tensor x) => new(x, gradient => gradient);

    /// <summary>One transform after the other.</summary>
    internal static Transformed Chain(IReadOnlyList<Transform> transforms, Tensor x, Draws draws, int step)
    {
        var (value, ways) = (x, new Stack<Func<Tensor, Tensor>>());
        foreach (var transform in transforms)
        {
            var next = transform.Apply(value, draws, step);
            value = next.Value;
            ways.Push(next.Back);
        }

        return new Transformed(value, gradient => ways.Aggregate(gradient, (signal, back) => back(signal)));
    }
}
