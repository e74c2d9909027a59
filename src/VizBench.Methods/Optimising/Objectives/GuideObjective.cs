namespace VizBench.Methods.Optimising;

/// <summary>
/// Guided DeepDream: at every position the dot product with that position of a guide picture's features which matches best.
/// Mordvintsev, Olah and Tyka 2015, "controlling dreams"; their step follows the best match itself, which is this sum's
/// gradient.
/// </summary>
/// <param name="guide">(C, positions): the guide's features</param>
internal sealed class GuideObjective(string layer, Tensor guide) : Objective
{
    internal override IReadOnlyList<string> Layers => [layer];

    internal override Tensor Of(Seen seen)
    {
        var features = seen[layer].flatten(2);
        var products = features.transpose(1, 2).matmul(guide.unsqueeze(0));
        return seen.PerSample(products.amax(2).sum(1));
    }
}
