namespace VizBench.Networks.Walks;

/// <summary>Tells a wrong input in the user's words before libtorch does in its own.</summary>
internal static class InputShape
{
    internal static void Check(Architecture architecture, Tensor input)
    {
        var shape = input.shape;
        if (shape.Length != architecture.InputShape.Count + 1 || shape[1] != architecture.InputShape[0])
        {
            throw new UserError(
                $"{architecture.Name} takes inputs of shape (N, {string.Join(", ", architecture.InputShape)}); this one is ({string.Join(", ", shape)})");
        }
    }
}
