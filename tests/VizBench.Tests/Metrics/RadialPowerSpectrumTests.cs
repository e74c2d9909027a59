using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class RadialPowerSpectrumTests
{
    [Test]
    public void A_wave_has_its_power_in_its_own_ring([Values(1, 3, 4, 7)] int cycles)
    {
        using var scope = NewDisposeScope();
        // cos has half of its mean square, 1/2, at each of +cycles and -cycles; the ring's mean is over all its frequencies.
        var spectrum = RadialPowerSpectrum.Of(Wave(cycles, 16, 16));
        var members = Members(cycles, 16, 16);
        for (var r = 0; r < spectrum.Length; r++)
            Assert.That(spectrum[r], Is.EqualTo(r == cycles ? 0.5 / members : 0).Within(1e-16));
    }

    [Test]
    public void The_rings_are_those_of_the_definition([Values(1, 8, 9, 12)] int height, [Values(1, 6, 8, 13)] int width)
    {
        using var scope = NewDisposeScope();
        // An impulse has the same power everywhere, so every ring's mean is that, and no ring is empty.
        var values = new double[height * width];
        values[0] = 1;
        var spectrum = RadialPowerSpectrum.Of(tensor(values, [1, height, width]));
        Assert.That(spectrum, Has.Length.EqualTo(Math.Max(height, width) / 2 + 1));
        Assert.That(spectrum, Is.All.EqualTo(Math.Pow((double)height * width, -2)).Within(1e-12).Percent);
    }

    [Test]
    public void A_radius_halfway_between_rings_counts_to_the_outer()
    {
        using var scope = NewDisposeScope();
        // 12 × 8: one cycle along the shorter side is M · 1/8 = 1.5, ring 2.
        var spectrum = RadialPowerSpectrum.Of(Wave(1, 8, 12, alongHeight: true));
        Assert.That(spectrum[2], Is.GreaterThan(0.01));
        Assert.That(spectrum[1], Is.LessThan(1e-16));
    }

    [Test]
    public void All_power_is_the_mean_square([Range(0, 9)] int sample)
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(sample);
        var image = RandomTensors.Normal(random, random.NextInt(1, 3), random.NextInt(1, 20), random.NextInt(1, 20));
        Assert.That(FrequencyGrid.Of(image).Power.Sum(), Is.EqualTo(image.square().mean().item<double>()).Within(1e-12).Percent);
    }

    [Test]
    public void The_first_ring_is_the_squared_mean_and_scaling_squares()
    {
        using var scope = NewDisposeScope();
        var image = RandomTensors.Normal(RandomTensors.Stream(1), 1, 9, 12);
        var spectrum = RadialPowerSpectrum.Of(image);
        Assert.That(spectrum[0], Is.EqualTo(Math.Pow(image.mean().item<double>(), 2)).Within(1e-10).Percent);
        var doubled = RadialPowerSpectrum.Of(image * 2);
        for (var r = 0; r < spectrum.Length; r++)
            Assert.That(doubled[r], Is.EqualTo(4 * spectrum[r]).Within(1e-10).Percent);
    }

    [Test]
    public void A_power_law_has_its_slope([Values(-1.0, -2, -3)] double slope)
    {
        using var scope = NewDisposeScope();
        // One wave per ring along x, of mean square in its ring r^slope: exactly the fitted line.
        const int Size = 32;
        var image = zeros([1, Size, Size], float64);
        for (var r = 1; r < Size / 2; r++)
            image = image + Wave(r, Size, Size) * Math.Sqrt(Math.Pow(r, slope) * Members(r, Size, Size) / 0.5);
        image = image + Wave(Size / 2, Size, Size) * Math.Sqrt(Math.Pow(Size / 2.0, slope) * Members(Size / 2, Size, Size));
        Assert.That(RadialPowerSpectrum.LogLogSlope(image), Is.EqualTo(slope).Within(1e-10));
    }

    [Test]
    public void White_noise_is_flat()
    {
        using var scope = NewDisposeScope();
        Assert.That(RadialPowerSpectrum.LogLogSlope(RandomTensors.Normal(RandomTensors.Stream(4), 3, 64, 64)), Is.EqualTo(0).Within(0.1));
    }

    [TestCase(1, 0)]
    [TestCase(4, 0)]
    [TestCase(5, 1)]
    [TestCase(8, 1)]
    public void A_wave_is_low_up_to_the_cut_and_high_above(int cycles, double expected)
    {
        using var scope = NewDisposeScope();
        Assert.That(RadialPowerSpectrum.HighFrequencyShare(Wave(cycles, 16, 16) + 5), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Two_waves_share_by_their_power()
    {
        using var scope = NewDisposeScope();
        var image = Wave(2, 16, 16) * 3 + Wave(6, 16, 16);
        Assert.That(RadialPowerSpectrum.HighFrequencyShare(image), Is.EqualTo(0.1).Within(1e-12));
        Assert.That(RadialPowerSpectrum.HighFrequencyShare(image, 0.1), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void A_constant_image_has_no_high_frequencies_and_no_slope([Values(0.0, 0.1, 255)] double colour)
    {
        using var scope = NewDisposeScope();
        var image = full([3, 17, 23], colour, float64);
        Assert.That(RadialPowerSpectrum.HighFrequencyShare(image), Is.EqualTo(0));
        Assert.That(RadialPowerSpectrum.LogLogSlope(image), Is.NaN);
    }

    [Test]
    public void NaN_reaches_every_value()
    {
        using var scope = NewDisposeScope();
        var image = full([1, 4, 4], double.NaN, float64);
        Assert.That(RadialPowerSpectrum.Of(image), Is.All.NaN);
        Assert.That(RadialPowerSpectrum.LogLogSlope(image), Is.NaN);
        Assert.That(RadialPowerSpectrum.HighFrequencyShare(image), Is.NaN);
    }

    [Test]
    public void Wrong_arguments_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => RadialPowerSpectrum.Of(ones([1, 3, 4, 4])));
        Assert.Throws<ArgumentException>(() => RadialPowerSpectrum.Of(ones([3, 0, 4])));
        Assert.Throws<ArgumentOutOfRangeException>(() => RadialPowerSpectrum.HighFrequencyShare(ones([3, 4, 4]), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RadialPowerSpectrum.HighFrequencyShare(ones([3, 4, 4]), 0.8));
    }

    /// <summary>cos(2π · cycles · x / width), or down the height.</summary>
    private static Tensor Wave(int cycles, int height, int width, bool alongHeight = false)
    {
        var values = new double[height * width];
        for (var i = 0; i < values.Length; i++)
            values[i] = Math.Cos(2 * Math.PI * cycles * (alongHeight ? i / width / (double)height : i % width / (double)width));
        return tensor(values, [1, height, width]);
    }

    /// <summary>How many frequencies a ring has, by the definition in floating point.</summary>
    private static int Members(int ring, int height, int width)
    {
        var count = 0;
        for (var i = 0; i < height * width; i++)
        {
            var (y, x) = (i / width, i % width);
            var (fy, fx) = (Math.Min(y, height - y) / (double)height, Math.Min(x, width - x) / (double)width);
            if ((int)Math.Floor(Math.Max(height, width) * Math.Sqrt(fy * fy + fx * fx) + 0.5) == ring)
                count++;
        }

        return count;
    }
}
