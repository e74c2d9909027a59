namespace VizBench.Methods.Optimising;

/// <summary>
/// How far a layer's values go in a direction: dot · max(.1, cosine)^p, for each picture by itself; with p = 0 the dot product
/// alone. At every position of the layer, then the mean over positions; or over all of the layer's values as one vector.
/// Olah et al. 2017 and lucid's direction objectives; of an input's own activations it makes a caricature.
/// </summary>
/// <param name="directions">(N, C) for channels, or (N, …) of the layer's shape</param>
internal sealed class DirectionObjective(string layer, Tensor directions, double power = 0) : Objective
{
    private const double LeastCosine = 0.1;
    private const double Guard = 1e-12;

    internal override IReadOnlyList<string> Layers => [layer];

    internal override Tensor Of(Seen seen)
    {
        var output = seen[layer];
        var views = seen.Views(layer);
        var shape = directions.shape;
        var direction = views == 1 ? directions : directions.unsqueeze(1).expand([shape[0], views, .. shape[1..]]).flatten(0, 1);
        direction = direction.to(output.dtype, output.device);
        if (output.ndim != direction.ndim)
            direction = direction.unsqueeze(-1).unsqueeze(-1);
        var alongChannels = shape.Length == 2 && output.ndim == 4;
        var product = output * direction;
        var dot = alongChannels ? product.sum(1) : product.flatten(1).sum(1);
        if (power != 0)
        {
            var (a, b) = alongChannels
                ? (output.square().sum(1), direction.square().sum(1))
                : (output.square().flatten(1).sum(1), direction.square().flatten(1).sum(1));
            dot = dot * (dot / (a * b + Guard).sqrt()).clamp(min: LeastCosine).pow(power);
        }

        return seen.PerSample(alongChannels ? dot.flatten(1).mean([1]) : dot);
    }
}
