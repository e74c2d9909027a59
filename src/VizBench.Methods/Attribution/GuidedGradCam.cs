namespace VizBench.Methods.Attribution;

/// <summary>How a map becomes as large as the input.</summary>
public enum Interpolation
{
    /// <summary>Half-pixel centres, edges clamped.</summary>
    Bilinear,

    /// <summary>Pixel i is source ⌊i · from / to⌋.</summary>
    Nearest,
}

/// <summary>
/// Guided Grad-CAM, (N, C, H, W), signed: guided backpropagation times the positive part of Grad-CAM, enlarged to the input.
/// Selvaraju et al. 2017, section 3. Without a layer, that of the last one with rows and columns, which is no pooling.
/// </summary>
/// <remarks>Two units of forward + gradient: one of guided backpropagation, one of Grad-CAM.</remarks>
[Method(
    "guided-grad-cam", "attribution",
    Summary = "guided backpropagation times Grad-CAM, enlarged to the input",
    Source = "Selvaraju, Cogswell, Das, Vedantam, Parikh and Batra 2017, section 3",
    Result = ResultKind.Projection,
    Needs = Needs.Target,
    Optional = Needs.Layer)]
public sealed record GuidedGradCam : Method
{
    [Option("how the map is enlarged: bilinear (the paper's) or nearest")]
    public Interpolation Interpolate { get; init; } = Interpolation.Bilinear;

    public override MethodResult Run(Probe probe)
    {
        Rectifiers.Require(probe.Network.Architecture, "guided-grad-cam");
        using var scope = NewDisposeScope();
        var map = GradCam.MapOf(probe, CamLayer.Of(probe)).relu();
        var (height, width) = (probe.Input.shape[2], probe.Input.shape[3]);
        var enlarged = Interpolate == Interpolation.Bilinear ? Enlargement.Bilinear(map, height, width) : Enlargement.Nearest(map, height, width);
        var guided = TargetWalk.ToInput(probe, GuidedBackprop.Table);
        return new MethodResult((guided * enlarged.unsqueeze(1)).MoveToOuterDisposeScope());
    }
}
