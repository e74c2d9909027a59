namespace VizBench.Methods.Optimising;

/// <summary>Nearness to given activations: −‖a − a₀‖² / ‖a₀‖², for each picture by itself.</summary>
/// <param name="wanted">(N, …) of the layer's shape</param>
internal sealed class MatchObjective(string layer, Tensor wanted) : Objective
{
    internal override IReadOnlyList<string> Layers => [layer];

    internal override Tensor Of(Seen seen)
    {
        var views = seen.Views(layer);
        var repeated = views == 1 ? wanted : wanted.unsqueeze(1).expand([wanted.shape[0], views, .. wanted.shape[1..]]).flatten(0, 1);
        var distance = (seen[layer] - repeated).square().flatten(1).sum(1);
        return seen.PerSample(-(distance / repeated.square().flatten(1).sum(1).clamp(min: 1e-12)));
    }
}
