namespace VizBench.Methods.Optimising;

/// <summary>
/// MACO's picture: the magnitudes of its spectrum are fixed, only the phases are free. Phases and picture are standardised,
/// s(t) = (t − mean) / (std + 1e-4). Fel et al. 2023, section 3 and appendix; colours as their code mixes them.
/// </summary>
/// <param name="magnitude">(C, h, ⌊w/2⌋ + 1): the mean spectrum of a dataset's decorrelated pictures; the caller's</param>
/// <param name="low">of the colours, 0 … 1</param>
/// <param name="high">of the colours, 0 … 1</param>
internal sealed class PhasePicture(Canvas canvas, Tensor magnitude, double low = 0, double high = 1) : Parameterisation(canvas)
{
    private const double Guard = 1e-4;
    private static readonly double[] s_mix = [0.56282854, 0.5844758, 0.5844758, 0.19482528, 0, -0.19482528, 0.0432945, -0.10823626, 0.06494176];

    /// <summary>Phases uniform in −π … π, as of noise.</summary>
    internal override Tensor[] Start(Draws draws) =>
        [(draws.Uniform("start", [Canvas.Channels, Canvas.Height, Canvas.Width / 2 + 1], Canvas.Type, Canvas.Device) * 2 - 1) * Math.PI];

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters) => Canvas.ToNetwork(ColoursOf(parameters[0]));

    /// <summary>(N, C, h, ⌊w/2⌋ + 1) → colours in low … high, each sample standardised by itself.</summary>
    internal Tensor ColoursOf(Tensor phase)
    {
        var standardised = Standardised(phase);
        var spectrum = stack([magnitude * standardised.cos(), magnitude * standardised.sin()], -1);
        var pixels = Standardised(fft.irfft2(FourierSpectrum.Symmetric(spectrum, Canvas.Width).view_as_complex(), [Canvas.Height, Canvas.Width]));
        return Mixed(pixels, s_mix).sigmoid() * (high - low) + low;
    }

    /// <summary>A picture's phases; its magnitudes are lost, so its picture is another.</summary>
    internal override Tensor[] From(Tensor picture)
    {
        var share = (Canvas.ToColours(picture.detach()) - low) / (high - low);
        return [fft.rfft2(Mixed(Colours.Logit(share), Matrix3.Inverse(s_mix))).angle()];
    }

    // rgb_r = Σ_c pixels_c · M[c][r]; channels that are no colors stay as they are.
    private static Tensor Mixed(Tensor pixels, double[] matrix)
    {
        if (pixels.shape[1] != Colours.Count)
            return pixels;
        var mix = tensor(matrix, [3, 3], pixels.dtype, pixels.device).transpose(0, 1).unsqueeze(0);
        return mix.matmul(pixels.flatten(2)).reshape(pixels.shape);
    }

    private static Tensor Standardised(Tensor t)
    {
        var count = t.shape.Skip(1).Aggregate(1L, (product, extent) => product * extent);
        var flat = t.flatten(1);
        var centred = flat - flat.mean([1], true);
        var deviation = (centred.square().sum(1, true) / (count - 1)).sqrt();
        return (centred / (deviation + Guard)).reshape(t.shape);
    }
}
