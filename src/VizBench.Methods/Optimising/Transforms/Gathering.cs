namespace VizBench.Methods.Optimising;

/// <summary>A sparse linear map of the pixels of a picture: each pixel of the result is a weighted sum of a few others.</summary>
/// <param name="pixels">of the picture and of the result</param>
/// <param name="positions">row k holds every pixel's k-th source; a missing one is pixel 0</param>
/// <param name="weights">of the sources; of a missing one 0</param>
internal sealed class Gathering(int pixels, int[] positions, double[] weights)
{
    /// <summary>(C, H, W) → (C, H, W).</summary>
    internal Tensor Of(Tensor picture)
    {
        using var scope = NewDisposeScope();
        var shape = picture.shape;
        var most = positions.Length / pixels;
        var flat = picture.reshape(shape[0], -1);
        var where = tensor(Array.ConvertAll(positions, position => (long)position), [positions.Length], null, picture.device);
        var share = tensor(weights, [1, most, pixels], picture.dtype, picture.device);
        return (flat.index_select(1, where).reshape(shape[0], most, pixels) * share).sum(1).reshape(shape).MoveToOuterDisposeScope();
    }
}
