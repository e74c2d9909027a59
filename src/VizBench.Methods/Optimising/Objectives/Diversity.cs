namespace VizBench.Methods.Optimising;

/// <summary>
/// How alike the pictures of a batch are: Σ over pairs i ≠ j of the cosine of their Gram matrices at a layer, divided by the
/// number of pictures; to be subtracted. lucid's form (Olah et al. 2017, "diversity"). The pictures depend on each other.
/// </summary>
internal sealed class Diversity(string layer) : Objective
{
    internal override IReadOnlyList<string> Layers => [layer];

    /// <summary>Each picture is told its own pairs, and the sum over the batch is lucid's number.</summary>
    internal override Tensor Of(Seen seen)
    {
        var features = seen[layer].flatten(2);
        var gram = features.matmul(features.transpose(1, 2)).flatten(1);
        var unit = gram / (gram.square().sum(1, true) + 1e-10).sqrt();
        var cosines = unit.matmul(unit.transpose(0, 1));
        var count = unit.shape[0];
        return (cosines.sum(1) - unit.square().sum(1)) / count;
    }
}
