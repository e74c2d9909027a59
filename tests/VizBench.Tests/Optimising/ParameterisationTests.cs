using NUnit.Framework;
using VizBench.Methods.Optimising;
using VizBench.Metrics;

namespace VizBench.Tests.Optimising;

public sealed class ParameterisationTests
{
    private static IEnumerable<TestCaseData> Invertible()
    {
        var canvas = Paintings.Canvas(12, 15);
        yield return new TestCaseData(new PixelPicture(canvas, 0.3)).SetArgDisplayNames("pixels");
        yield return new TestCaseData(new BytePicture(canvas, 10, 200)).SetArgDisplayNames("bytes");
        yield return new TestCaseData(new SquashedPicture(canvas, 0.3)).SetArgDisplayNames("squashed");
        yield return new TestCaseData(new ColourPicture(canvas, 0.3)).SetArgDisplayNames("colours");
        yield return new TestCaseData(new FourierPicture(canvas, 1, 0.2)).SetArgDisplayNames("fourier");
        yield return new TestCaseData(new PyramidPicture(canvas)).SetArgDisplayNames("pyramid");
        yield return new TestCaseData(new SharedPicture(canvas)).SetArgDisplayNames("shared");
    }

    [TestCaseSource(nameof(Invertible))]
    public void A_picture_can_be_taken_up_again(object given)
    {
        using var scope = NewDisposeScope();
        var parameterisation = (Parameterisation)given;
        var picture = parameterisation.Picture(parameterisation.Start(Paintings.Draws()));
        Assert.That(Paintings.Numbers(parameterisation.Picture(parameterisation.From(picture))), Is.EqualTo(Paintings.Numbers(picture)).Within(1e-9));
    }

    [TestCase(1)]
    [TestCase(1.5)]
    public void The_fourier_start_falls_off_as_its_decay_says(double decay)
    {
        using var scope = NewDisposeScope();
        var scale = FourierSpectrum.Scale(64, 64, decay, float64, CPU);
        var spectrum = Paintings.Draws(1).Normal("start", FourierSpectrum.ShapeOf(Paintings.Canvas() with { Height = 64, Width = 64 }), Paintings.Canvas());
        var slope = RadialPowerSpectrum.LogLogSlope(FourierSpectrum.ToPixels(spectrum, scale, 64).squeeze(0));
        Assert.That(slope, Is.EqualTo(-2 * decay).Within(0.3));
    }

    [Test]
    public void A_phase_picture_keeps_its_magnitudes_whatever_its_phases_are()
    {
        using var scope = NewDisposeScope();
        var canvas = Paintings.Canvas(16, 16);
        var magnitude = Paintings.Random("magnitude", 3, 16, 9).abs();
        var phases = new PhasePicture(canvas, magnitude).Start(Paintings.Draws())[0];
        var spectrum = FourierSpectrum.Symmetric(stack([magnitude * phases.cos(), magnitude * phases.sin()], -1), 16);
        var again = fft.rfft2(fft.irfft2(spectrum.view_as_complex(), [16, 16])).view_as_real().square().sum(-1).sqrt();
        // Away from the columns that are their own mirror image, where the phases of both halves are averaged.
        var expected = Paintings.Numbers(magnitude.unsqueeze(0).expand(2, 3, 16, 9).narrow(3, 1, 7));
        Assert.That(Paintings.Numbers(again.narrow(3, 1, 7)), Is.EqualTo(expected).Within(1e-10));
    }

    /// <summary>Nearly: in a flat picture rounding would choose where max-pools send the first gradients.</summary>
    [Test]
    public void A_pattern_producing_network_begins_nearly_gray()
    {
        using var scope = NewDisposeScope();
        var picture = new CppnPicture(Paintings.Canvas());
        var numbers = Paintings.Numbers(picture.Picture(picture.Start(Paintings.Draws())));
        Assert.That(numbers, Is.All.EqualTo(0).Within(0.1));
        Assert.That(numbers.Distinct().Count(), Is.GreaterThan(numbers.Length / 4));
    }
}
