namespace VizBench.Methods.Optimising;

/// <summary>Nearness to given activations: −‖a − a₀‖² / ‖a₀‖², for each picture by itself.</summary>
/// <param name="wanted">(N, …) of the layer's shape</param>
/// <param name="mask">of the layer's shape with a first axis of 1: 1 where activations count, 0 where they don't; null: all do</param>
internal sealed class MatchObjective(string layer, Tensor wanted, Tensor? mask = null) : Objective
{
    private readonly Tensor _wanted = Masked(wanted, mask);

    internal override IReadOnlyList<string> Layers => [layer];

    internal override Tensor Of(Seen seen)
    {
        var views = seen.Views(layer);
        var repeated = views == 1 ? _wanted : _wanted.unsqueeze(1).expand([_wanted.shape[0], views, .. _wanted.shape[1..]]).flatten(0, 1);
        var distance = (Masked(seen[layer], mask) - repeated).square().flatten(1).sum(1);
        var size = repeated.square().flatten(1).sum(1);
        // Of nothing, distances are what they are.
        return seen.PerSample(-(distance / (size + size.eq(0))));
    }

    private static Tensor Masked(Tensor activations, Tensor? mask) => mask is null ? activations : activations * mask;
}
