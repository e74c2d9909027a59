namespace VizBench.Methods.Attribution;

/// <summary>What is made of a raw class activation map.</summary>
public enum CamPostprocess
{
    /// <summary>Nothing: signed, (N, h, w).</summary>
    None,

    /// <summary>Its positive part, (N, h, w).</summary>
    Relu,

    /// <summary>Its positive part, scaled to 0 … 1, enlarged to the input bilinearly, scaled again: (N, H, W).</summary>
    ReluMinmaxBilinear,
}

/// <summary>Carries out a <see cref="CamPostprocess"/>.</summary>
internal static class CamPostprocessing
{
    private const double Epsilon = 1e-7;

    /// <param name="map">(N, h, w)</param>
    /// <param name="height">of the input</param>
    /// <param name="width">of the input</param>
    internal static Tensor Of(Tensor map, CamPostprocess postprocess, long height, long width) => postprocess switch
    {
        CamPostprocess.None => map,
        CamPostprocess.Relu => map.relu(),
        _ => Scaled(Enlargement.Bilinear(Scaled(map.relu()), height, width)),
    };

    /// <summary>Each map less its minimum, then divided by its maximum (and a little, so that an empty map stays 0).</summary>
    private static Tensor Scaled(Tensor maps)
    {
        var raised = maps - Extreme(maps.amin(1, 2));
        return raised / (Extreme(raised.amax(1, 2)) + Epsilon);
    }

    private static Tensor Extreme(Tensor values) => values.reshape(-1, 1, 1);
}
