namespace VizBench.Methods.Attribution;

/// <summary>
/// LayerCAM: Σ_k max(g_k, 0) A_k, position by position, g the gradient of the target's logit by the layer's own output A.
/// Jiang et al. 2021, section III; no ReLU on the map unless asked for.
/// </summary>
/// <remarks>One forward pass, and one backward pass down to the layer.</remarks>
[Method(
    "layer-cam", "attribution",
    Summary = "a layer's maps, every position weighted by its own positive gradient",
    Source = "Jiang, Zhang, Hou, Cheng and Wei 2021, section III",
    Result = ResultKind.ClassActivationMap,
    Needs = Needs.Target,
    Optional = Needs.Layer)]
public sealed record LayerCam : ClassActivationMethod
{
    protected override Tensor RawMap(Probe probe, string layer)
    {
        var (activation, gradient) = LayerGradient.Of(probe, layer);
        return (gradient.relu() * activation).sum(1);
    }
}
