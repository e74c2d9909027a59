namespace VizBench.Methods.Attribution;

/// <summary>
/// Grad-CAM: Σ_k mean_yx(g_k) A_k, A the layer's own output, g the gradient of the target's logit by it. Selvaraju et al.
/// 2017, eq. 1 and 2; the ReLU of eq. 2 is an option, so that what speaks against the class is not lost.
/// </summary>
/// <remarks>One forward pass, and one backward pass down to the layer.</remarks>
[Method(
    "grad-cam", "attribution",
    Summary = "a layer's maps, each weighted by its mean gradient",
    Source = "Selvaraju, Cogswell, Das, Vedantam, Parikh and Batra 2017, eq. 1 and 2",
    Result = ResultKind.ClassActivationMap,
    Needs = Needs.Target,
    Optional = Needs.Layer)]
public sealed record GradCam : ClassActivationMethod
{
    protected override Tensor RawMap(Probe probe, string layer) => MapOf(probe, layer);

    /// <summary>(N, h, w), signed, owned by the caller's dispose scope.</summary>
    internal static Tensor MapOf(Probe probe, string layer)
    {
        using var scope = NewDisposeScope();
        var (activation, gradient) = LayerGradient.Of(probe, layer);
        return (gradient.mean([2, 3], true) * activation).sum(1).MoveToOuterDisposeScope();
    }
}
