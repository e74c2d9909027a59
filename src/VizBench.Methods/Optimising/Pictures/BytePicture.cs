namespace VizBench.Methods.Optimising;

/// <summary>
/// Pixels in mean-free units of 0 … 255, in which many recipes state their numbers: the network's units are these, divided by
/// 255 times the channel's standard deviation.
/// </summary>
/// <param name="sigma">standard deviation of the start</param>
/// <param name="level">mean of the start, 0 … 255; null: the network's mean colour</param>
internal sealed class BytePicture(Canvas canvas, double sigma = 0, double? level = null) : Parameterisation(canvas)
{
    private const double Steps = 255;

    internal override Tensor[] Start(Draws draws)
    {
        long[] shape = [Canvas.Channels, Canvas.Height, Canvas.Width];
        var noise = sigma == 0 ? Canvas.Zeros([draws.Count, .. shape]) : draws.Normal("start", shape, Canvas) * sigma;
        return [level is { } grey ? noise + Canvas.Row(Canvas.InNetworkUnits(grey / Steps)) * Scale() : noise];
    }

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters) => parameters[0] / Scale();

    internal override Tensor[] From(Tensor picture) => [picture.detach() * Scale()];

    /// <summary>(1, C, 1, 1): what one of the network's units is, in the network's order of channels.</summary>
    internal Tensor Scale() => Canvas.Row(Units());

    /// <summary>Black and white in these units, by channel.</summary>
    internal (double[] Low, double[] High) Range()
    {
        double[] Of(double colour) => [.. Canvas.InNetworkUnits(colour).Zip(Units(), (value, unit) => value * unit)];
        return (Of(0), Of(1));
    }

    private IEnumerable<double> Units() => Canvas.InNetworkOrder(Canvas.Preprocessing.Std.Select(std => Steps * std));
}
