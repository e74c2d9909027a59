namespace VizBench.Methods.Optimising;

/// <summary>Between two objectives: (1 − t) of one and t of the other, t from 0 to 1 over the batch. Olah et al. 2017, "interaction between neurons".</summary>
internal sealed class InterpolationObjective(Objective from, Objective to) : Objective
{
    internal override IReadOnlyList<string> Layers { get; } = [.. from.Layers.Concat(to.Layers).Distinct(StringComparer.Ordinal)];

    internal override Tensor Of(Seen seen)
    {
        var (first, second) = (from.Of(seen), to.Of(seen));
        var count = (int)first.shape[0];
        var share = tensor([.. Enumerable.Range(0, count).Select(i => count == 1 ? 0.5 : i / (count - 1.0))], [count], first.dtype, first.device);
        return first * (1 - share) + second * share;
    }
}
