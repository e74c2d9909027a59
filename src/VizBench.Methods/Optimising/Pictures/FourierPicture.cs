namespace VizBench.Methods.Optimising;

/// <summary>
/// A scaled Fourier spectrum with decorrelated colours, sigmoid at the end. Olah, Mordvintsev and Schubert 2017,
/// "preconditioning and parameterization"; scale and colours as lucid has them.
/// </summary>
/// <param name="decay">power of the frequency by which the spectrum is scaled; 1 is lucid's</param>
/// <param name="sigma">standard deviation of the start's real and imaginary parts; lucid's is .01</param>
internal sealed class FourierPicture(Canvas canvas, double decay = 1, double sigma = 0.01) : Parameterisation(canvas)
{
    private readonly double[] _scale = FourierSpectrum.Scale(canvas.Height, canvas.Width, decay, ScalarType.Float64, CPU).data<double>().ToArray();

    internal override Tensor[] Start(Draws draws) => [draws.Normal("start", FourierSpectrum.ShapeOf(Canvas), Canvas) * sigma];

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters) =>
        Canvas.ToNetwork(Colours.Of(FourierSpectrum.ToPixels(parameters[0], Scale(), Canvas.Width)));

    internal override Tensor[] From(Tensor picture) => [FourierSpectrum.FromPixels(Colours.Inverse(Canvas.ToColours(picture.detach())), Scale())];

    private Tensor Scale() => tensor(_scale, [Canvas.Height, Canvas.Width / 2 + 1, 1], Canvas.Type, Canvas.Device);
}
