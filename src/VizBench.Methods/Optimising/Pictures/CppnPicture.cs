namespace VizBench.Methods.Optimising;

/// <summary>
/// A compositional pattern-producing network: a small network from a pixel's place to its colour; its weights are the free
/// numbers. Smooth at any resolution. Stanley 2007; layers, width and activation as in Mordvintsev et al. 2018: each
/// layer's values v give atan(v)/.67 and (atan(v)² − .45)/.396, places are in −√3 … √3.
/// </summary>
/// <param name="layers">hidden layers</param>
/// <param name="width">numbers in each</param>
internal sealed class CppnPicture(Canvas canvas, int layers = 8, int width = 24) : Parameterisation(canvas)
{
    // The last layer's weights of Mordvintsev et al. are 0; in their flat picture all positions of a max-pool are equal but for rounding, which would decide
    // where the first gradients go.
    private const double LastDeviation = 0.01;

    /// <summary>Fan-in scaled normal weights, biases 0, small weights of the last layer: nearly gray.</summary>
    internal override Tensor[] Start(Draws draws)
    {
        var start = new List<Tensor>();
        var inputs = 2L;
        for (var layer = 0; layer < layers; layer++)
        {
            start.Add(draws.Normal($"weights of layer {layer}", [width, inputs], Canvas) * Math.Sqrt(1.0 / inputs));
            start.Add(Canvas.Zeros(draws.Count, width, 1));
            inputs = 2 * width;
        }

        start.Add(draws.Normal("weights of the last layer", [Canvas.Channels, inputs], Canvas) * (LastDeviation * Math.Sqrt(1.0 / inputs)));
        start.Add(Canvas.Zeros(draws.Count, Canvas.Channels, 1));
        return [.. start];
    }

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters)
    {
        var values = Places().unsqueeze(0).expand(parameters[0].shape[0], 2, Canvas.Height * Canvas.Width);
        for (var i = 0; i + 2 < parameters.Count; i += 2)
        {
            var angle = (parameters[i].bmm(values) + parameters[i + 1]).atan();
            values = cat([angle / 0.67, (angle.square() - 0.45) / 0.396], 1);
        }

        var colours = (parameters[^2].bmm(values) + parameters[^1]).sigmoid();
        return Canvas.ToNetwork(colours.reshape(-1, Canvas.Channels, Canvas.Height, Canvas.Width));
    }

    internal override Tensor[] From(Tensor picture) => throw new UserError("a pattern-producing network can't begin at a given picture; leave out the start");

    /// <summary>(2, H·W): y, then x.</summary>
    private Tensor Places()
    {
        var (height, width_) = ((int)Canvas.Height, (int)Canvas.Width);
        var values = new double[2 * height * width_];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width_; x++)
            {
                values[y * width_ + x] = Place(y, height);
                values[(height + y) * width_ + x] = Place(x, width_);
            }
        }

        return tensor(values, [2, height * width_], Canvas.Type, Canvas.Device);
    }

    private static double Place(int position, int extent) => Math.Sqrt(3) * (2.0 * position / Math.Max(1, extent - 1) - 1);
}
