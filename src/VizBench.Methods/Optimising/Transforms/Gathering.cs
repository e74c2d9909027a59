namespace VizBench.Methods.Optimising;

/// <summary>A sparse linear map of the pixels of a picture: each pixel of the result is a weighted sum of a few others.</summary>
internal sealed class Gathering
{
    private readonly long[] _positions;
    private readonly double[] _weights;
    private readonly int _most;
    private readonly int _pixels;

    /// <param name="sources">for each pixel of the result where it comes from</param>
    internal Gathering(IReadOnlyList<IReadOnlyList<(int Position, double Weight)>> sources)
    {
        _pixels = sources.Count;
        _most = Math.Max(1, sources.Max(source => source.Count));
        // Row k holds every pixel's k-th source; a missing one is pixel 0 with weight 0.
        _positions = new long[_most * _pixels];
        _weights = new double[_most * _pixels];
        for (var pixel = 0; pixel < _pixels; pixel++)
        {
            for (var k = 0; k < sources[pixel].Count; k++)
                (_positions[k * _pixels + pixel], _weights[k * _pixels + pixel]) = sources[pixel][k];
        }
    }

    /// <summary>(C, H, W) → (C, H, W).</summary>
    internal Tensor Of(Tensor picture)
    {
        using var scope = NewDisposeScope();
        var shape = picture.shape;
        var flat = picture.reshape(shape[0], -1);
        var positions = tensor(_positions, [_positions.Length], null, picture.device);
        var weights = tensor(_weights, [1, _most, _pixels], picture.dtype, picture.device);
        return (flat.index_select(1, positions).reshape(shape[0], _most, _pixels) * weights).sum(1).reshape(shape).MoveToOuterDisposeScope();
    }
}
