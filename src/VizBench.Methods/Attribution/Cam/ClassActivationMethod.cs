namespace VizBench.Methods.Attribution;

/// <summary>
/// A weighted sum of a layer's maps, (N, h, w), signed; without a layer that of the last one with rows and columns, which is
/// no pooling. Its subclasses differ in the weights.
/// </summary>
public abstract record ClassActivationMethod : Method
{
    [Option("what is made of the map: none (raw and signed), relu, or relu-minmax-bilinear (positive part, scaled to 0..1, enlarged to the input)")]
    public CamPostprocess Postprocess { get; init; } = CamPostprocess.None;

    /// <exception cref="UserError">the layer has no rows and columns, or the logits don't depend on it</exception>
    public sealed override MethodResult Run(Probe probe)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var map = RawMap(probe, CamLayer.Of(probe));
        var result = CamPostprocessing.Of(map, Postprocess, probe.Input.shape[2], probe.Input.shape[3]);
        return new MethodResult(result.MoveToOuterDisposeScope());
    }

    /// <summary>(N, h, w), signed.</summary>
    protected abstract Tensor RawMap(Probe probe, string layer);
}
