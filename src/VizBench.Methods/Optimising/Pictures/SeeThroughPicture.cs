namespace VizBench.Methods.Optimising;

/// <summary>
/// A picture with a transparency that is climbed too: where it isn't needed, a new random background shows through in each step, and
/// the objective counts (1 − mean opacity) times, so that opacity is spent where the objective gains most. Mordvintsev, Pezzotti,
/// Schubert and Olah 2018, "Differentiable image parameterizations", section 5. The opacity is a Fourier picture of one channel.
/// </summary>
/// <param name="inner">the colours</param>
internal sealed class SeeThroughPicture(Parameterisation inner, double decay = 1, double sigma = 0.01) : Parameterisation(inner.Canvas)
{
    internal const string Transparency = "transparency";

    // Of a background's spectrum: its colours then vary as ConceptWorld's do, with a standard deviation of a fifth.
    private const double Background = 0.4;

    // What a given picture begins with: nearly opaque.
    private const double Opaque = 0.95;

    internal override Tensor[] Start(Draws draws)
    {
        var shape = FourierSpectrum.ShapeOf(Canvas);
        return [.. inner.Start(draws), draws.Normal("start of the opacity", [1, .. shape[1..]], Canvas) * sigma];
    }

    /// <summary>Over grey.</summary>
    internal override Tensor Picture(IReadOnlyList<Tensor> parameters) => Over(parameters, Canvas.Row(Canvas.InNetworkUnits(0.5)));

    internal override (Tensor Picture, Tensor? Share) Posed(IReadOnlyList<Tensor> parameters, Draws draws, int step)
    {
        var spectrum = draws.Normal("background", FourierSpectrum.ShapeOf(Canvas), Canvas, step) * Background;
        var background = Canvas.ToNetwork(Colours.Of(FourierSpectrum.ToPixels(spectrum, Scale(), Canvas.Width)));
        return (Over(parameters, background), 1 - Opacity(parameters).flatten(1).mean([1]));
    }

    internal override IReadOnlyDictionary<string, Tensor> Maps(IReadOnlyList<Tensor> parameters) =>
        new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Transparency] = Opacity(parameters).squeeze(1) };

    internal override Tensor[] From(Tensor picture)
    {
        var opaque = Canvas.Zeros(picture.shape[0], 1, Canvas.Height, Canvas.Width) + Math.Log(Opaque / (1 - Opaque));
        return [.. inner.From(picture), FourierSpectrum.FromPixels(opaque, Scale())];
    }

    private Tensor Over(IReadOnlyList<Tensor> parameters, Tensor background)
    {
        var opacity = Opacity(parameters);
        return opacity * inner.Picture([.. parameters.Take(parameters.Count - 1)]) + (1 - opacity) * background;
    }

    /// <summary>(N, 1, H, W), 0 … 1.</summary>
    private Tensor Opacity(IReadOnlyList<Tensor> parameters) => FourierSpectrum.ToPixels(parameters[^1], Scale(), Canvas.Width).sigmoid();

    private Tensor Scale() => FourierSpectrum.Scale(Canvas.Height, Canvas.Width, decay, Canvas.Type, Canvas.Device);
}
