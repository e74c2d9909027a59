namespace VizBench.Methods.Attribution;

/// <summary>
/// Grad-CAM++: Σ_k w_k A_k with w_k = Σ_yx a max(g_k, 0), a = g_k² / (2 g_k² + S_k g_k³ + eps), S_k = Σ_yx A_k, and a = 0
/// where g = 0. Chattopadhyay et al. 2018, section 3, where the score is the exponential of the logit: its derivatives become powers of
/// the logit's gradient. No ReLU on the map unless asked for.
/// </summary>
/// <remarks>One forward pass, and one backward pass down to the layer.</remarks>
[Method(
    "grad-cam++", "attribution",
    Summary = "a layer's maps, each weighted by its positive gradients, with a weight for every position",
    Source = "Chattopadhyay, Sarkar, Howlader and Balasubramanian 2018, section 3",
    Result = ResultKind.ClassActivationMap,
    Needs = Needs.Target,
    Optional = Needs.Layer)]
public sealed record GradCamPlusPlus : ClassActivationMethod
{
    [Option("added to the denominator of a position's weight", Least = 0)]
    public double Eps { get; init; } = 1e-6;

    protected override Tensor RawMap(Probe probe, string layer)
    {
        var (activation, gradient) = LayerGradient.Of(probe, layer);
        var square = gradient.square();
        var ratio = square / (2 * square + activation.sum([2, 3], true) * square * gradient + Eps);
        var share = where(gradient.eq(0), zeros_like(ratio), ratio);
        var weights = (share * gradient.relu()).sum([2, 3], true);
        return (weights * activation).sum(1);
    }
}
