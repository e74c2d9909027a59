namespace VizBench.Methods.Optimising;

/// <summary>A whole layer: ½‖a‖², DeepDream's objective (Mordvintsev, Olah and Tyka 2015). Whatever is there is made stronger.</summary>
internal sealed class LayerObjective(string layer) : Objective
{
    internal override IReadOnlyList<string> Layers => [layer];

    internal override Tensor Of(Seen seen) => seen.PerSample(seen[layer].square().flatten(1).sum(1) * 0.5);
}
