namespace VizBench.Methods.Optimising;

/// <summary>Sparse linear maps of the pixels of pictures, one for each picture: each pixel of the result is a weighted sum of a few others.</summary>
/// <param name="Positions">(N or 1, k · pixels): row after row every pixel's k-th source; a missing one is pixel 0</param>
/// <param name="Weights">(N or 1, k, pixels): of the sources; of a missing one 0</param>
internal readonly record struct Gathering(Tensor Positions, Tensor Weights)
{
    /// <param name="pixels">of the picture and of the result</param>
    /// <param name="positions">row k holds every pixel's k-th source</param>
    /// <param name="weights">of the sources</param>
    /// <param name="like">whose precision and device the map gets</param>
    internal static Gathering Of(int pixels, long[] positions, double[] weights, Tensor like) => new(
        tensor(positions, [1, positions.Length], null, like.device),
        tensor(weights, [1, weights.Length / pixels, pixels], like.dtype, like.device));

    /// <summary>One map for each picture of a batch.</summary>
    internal static Gathering Together(IReadOnlyList<Gathering> maps)
    {
        if (maps.Count == 1)
            return maps[0];
        var most = maps.Max(map => map.Weights.shape[1]);
        Gathering[] padded = [.. maps.Select(map => map.Padded(most))];
        return new Gathering(cat([.. padded.Select(map => map.Positions)], 0), cat([.. padded.Select(map => map.Weights)], 0));
    }

    /// <summary>(N, C, H, W) → (N, C, H, W).</summary>
    internal Tensor Apply(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var (samples, channels) = (pictures.shape[0], pictures.shape[1]);
        var (most, pixels) = (Weights.shape[1], Weights.shape[2]);
        var sources = pictures.reshape(samples, channels, pixels).gather(2, Positions.unsqueeze(1).expand([samples, channels, most * pixels]));
        return (sources.reshape(samples, channels, most, pixels) * Weights.unsqueeze(1)).sum(2).reshape(pictures.shape).MoveToOuterDisposeScope();
    }

    private Gathering Padded(long most)
    {
        var (rows, pixels) = (Weights.shape[1], Weights.shape[2]);
        return rows == most ? this : new Gathering(nn.functional.pad(Positions, [0, (most - rows) * pixels]), nn.functional.pad(Weights, [0, 0, 0, most - rows]));
    }
}
