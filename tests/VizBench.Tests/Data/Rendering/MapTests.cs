using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Randomness;

namespace VizBench.Tests.Data.Rendering;

public sealed class MapTests
{
    private const int Height = 12;
    private const int Width = 20;
    private static readonly double[] s_values = new StreamKey(1, "tests", "map").Open().Normal(Height * Width);

    [Test]
    public void Zero_is_neutral_beside_any_values()
    {
        var map = SignedMap.Render([0, -0.0, 5, -1e-30, 1e9], 1, 5);
        Assert.That(map.Picture[0, 0], Is.EqualTo(ColourMap.BlueRed.At(0.5)));
        Assert.That(map.Picture[1, 0], Is.EqualTo(ColourMap.BlueRed.At(0.5)));
    }

    [Test]
    public void A_map_of_zeros_is_neutral()
    {
        var map = SignedMap.Render(new double[6], 2, 3);
        Assert.That(Pixels(map.Picture), Is.All.EqualTo(ColourMap.BlueRed.At(0.5)));
        Assert.That((map.Low, map.High), Is.EqualTo((0, 0)));
    }

    [Test]
    public void The_sign_mirrors_the_colours()
    {
        var plus = SignedMap.Render(s_values, Height, Width);
        var minus = SignedMap.Render(Array.ConvertAll(s_values, v => -v), Height, Width);
        Assert.That((minus.Low, minus.High), Is.EqualTo((plus.Low, plus.High)));
        for (var i = 0; i < s_values.Length; i++)
        {
            var share = Math.Clamp(s_values[i] / plus.High, -1, 1);
            Assert.That(plus.Picture[i % Width, i / Width], Is.EqualTo(ColourMap.BlueRed.At(0.5 + 0.5 * share)));
            Assert.That(minus.Picture[i % Width, i / Width], Is.EqualTo(ColourMap.BlueRed.At(0.5 - 0.5 * share)));
        }
    }

    [Test]
    public void The_picture_does_not_depend_on_a_power_of_two_of_scale()
    {
        var scaled = SignedMap.Render(Array.ConvertAll(s_values, v => v * 1024), Height, Width);
        Assert.That(scaled.Picture.Pixels, Is.EqualTo(SignedMap.Render(s_values, Height, Width).Picture.Pixels));
    }

    [Test]
    public void Positive_is_red_and_negative_blue()
    {
        var map = SignedMap.Render([-1, 1], 1, 2).Picture;
        Assert.That(map[0, 0].B, Is.GreaterThan(map[0, 0].R));
        Assert.That(map[1, 0].R, Is.GreaterThan(map[1, 0].B));
    }

    [Test]
    public void What_is_not_finite_is_shown_and_counted_and_does_not_change_the_scale()
    {
        double[] values = [double.NaN, 1, double.PositiveInfinity, -2, double.NegativeInfinity, 0];
        var map = SignedMap.Render(values, 2, 3, new SignedMapOptions { Percentile = 100 });
        Assert.That(map.NonFiniteCount, Is.EqualTo(3));
        Assert.That(map.High, Is.EqualTo(2));
        Assert.That(new[] { map.Picture[0, 0], map.Picture[2, 0], map.Picture[1, 1] }, Is.All.EqualTo(NonFinite.Colour));
        Assert.That(UnsignedMap.Render([double.NaN, 1], 1, 2).NonFiniteCount, Is.EqualTo(1));
    }

    [Test]
    public void A_map_with_nothing_finite_is_all_warning() =>
        Assert.That(Pixels(SignedMap.Render([double.NaN, double.NaN], 1, 2).Picture), Is.All.EqualTo(NonFinite.Colour));

    [Test]
    public void One_outlier_does_not_wash_out_the_rest()
    {
        var values = Enumerable.Range(0, 1000).Select(i => i == 0 ? 1e6 : i % 2 == 0 ? 1.0 : -1.0).ToArray();
        Assert.That(SignedMap.ScaleOf(values), Is.EqualTo(1));
    }

    [Test]
    public void A_sparse_map_takes_its_maximum_as_scale()
    {
        var values = new double[10_000];
        values[17] = -3;
        Assert.That(SignedMap.ScaleOf(values), Is.EqualTo(3));
    }

    [Test]
    public void A_given_scale_is_shared()
    {
        var map = SignedMap.Render([1, 2], 1, 2, new SignedMapOptions { Scale = 4 });
        Assert.That(map.Picture[1, 0], Is.EqualTo(ColourMap.BlueRed.At(0.75)));
        Assert.That(UnsignedMap.Render([1, 2], 1, 2, new UnsignedMapOptions { High = 4 }).Picture[1, 0],
            Is.EqualTo(ColourMap.Ember.At(0.5)));
    }

    [Test]
    public void Percentiles_are_NumPys()
    {
        double[] values = [3, 1, 2, 10];
        Assert.That(Percentile.Of(values, 0), Is.EqualTo(1));
        Assert.That(Percentile.Of(values, 50), Is.EqualTo(2.5));
        Assert.That(Percentile.Of(values, 90), Is.EqualTo(7.9).Within(1e-12));
        Assert.That(Percentile.Of(values, 100), Is.EqualTo(10));
        Assert.That(Percentile.Of([], 50), Is.Zero);
    }

    [Test]
    public void The_lower_bound_is_zero_or_the_minimum()
    {
        double[] values = [5, 10];
        Assert.That(UnsignedMap.Render(values, 1, 2, new UnsignedMapOptions { Percentile = 100 }).Picture[0, 0],
            Is.EqualTo(ColourMap.Ember.At(0.5)));
        Assert.That(UnsignedMap.Render(values, 1, 2, new UnsignedMapOptions { LowerBound = LowerBound.Minimum }).Picture[0, 0],
            Is.EqualTo(ColourMap.Ember.At(0)));
        Assert.That(Pixels(UnsignedMap.Render(new double[4], 2, 2).Picture), Is.All.EqualTo(ColourMap.Ember.At(0)));
    }

    [Test]
    public void Channels_are_summed_with_their_signs() =>
        Assert.That(SignedMap.SumOverChannels([1, 2, -1, 5, 10, -7], 3, 1, 2), Is.EqualTo(new double[] { 10, 0 }));

    [Test]
    public void Another_size_is_an_error()
    {
        Assert.That(() => SignedMap.Render(new double[5], 2, 3), Throws.ArgumentException);
        Assert.That(() => UnsignedMap.Render(new double[5], 2, 3), Throws.ArgumentException);
        Assert.That(() => SignedMap.SumOverChannels(new double[5], 1, 2, 3), Throws.ArgumentException);
    }

    [Test]
    public void Without_heat_the_overlay_is_the_faded_picture()
    {
        var picture = PngTests.Made(Width, Height);
        var options = new OverlayOptions { Desaturation = 0 };
        Assert.That(Overlay.Render(picture, new double[Width * Height], Height, Width, options).Picture.Pixels, Is.EqualTo(picture.Pixels));
        var grey = Overlay.Render(picture, new double[4], 2, 2, new OverlayOptions { Desaturation = 1 }).Picture;
        Assert.That(Pixels(grey).All(p => p.R == p.G && p.G == p.B), Is.True);
        var unsigned = Overlay.Render(picture, [-1, -2, -3, -4], 2, 2, new OverlayOptions { Desaturation = 0, Signed = false });
        Assert.That(unsigned.Picture.Pixels, Is.EqualTo(picture.Pixels), "negative values have no heat");
    }

    [Test]
    public void Full_heat_at_full_opacity_hides_the_picture()
    {
        var heat = Overlay.Render(PngTests.Made(8, 8), [1], 1, 1, new OverlayOptions { Opacity = 1 }).Picture;
        Assert.That(Pixels(heat), Is.All.EqualTo(ColourMap.BlueRed.At(1)));
    }

    [Test]
    public void The_overlay_has_the_size_of_the_picture_and_counts_the_maps_values()
    {
        var overlay = Overlay.Render(PngTests.Made(30, 20), [1, double.NaN, 0, 0], 2, 2, new OverlayOptions { Signed = false });
        Assert.That((overlay.Picture.Width, overlay.Picture.Height, overlay.NonFiniteCount), Is.EqualTo((30, 20, 1)));
        Assert.That(Pixels(overlay.Picture), Has.Some.EqualTo(NonFinite.Colour));
    }

    [Test]
    public void An_outline_lies_inside_the_mask_and_the_rest_is_dimmed()
    {
        var picture = Canvas.New(7, 7, (100, 100, 100));
        var mask = Enumerable.Range(0, 49).Select(i => i % 7 is >= 2 and <= 4 && i / 7 is >= 2 and <= 4).ToArray();
        var image = MaskOutline.Render(picture, mask);
        Assert.That(image[3, 3], Is.EqualTo(((byte)100, (byte)100, (byte)100)), "inside");
        Assert.That(image[2, 2], Is.EqualTo(new MaskOutlineOptions().Colour), "outline");
        Assert.That(image[1, 1], Is.EqualTo(((byte)0, (byte)0, (byte)0)), "rim");
        Assert.That(image[0, 0], Is.EqualTo(((byte)50, (byte)50, (byte)50)), "outside");
    }

    [Test]
    public void Pictures_of_numbers()
    {
        var numbers = new PlanarImage(1, 1, 3, [-2, 0, 2]);
        Assert.That(Reds(PictureOf.Stretched(numbers)), Is.EqualTo(new[] { 0, 128, 255 }));
        Assert.That(Reds(PictureOf.Centred(new PlanarImage(1, 1, 3, [0, 1, -1]))), Is.EqualTo(new[] { 128, 255, 0 }));
        Assert.That(Reds(PictureOf.Stretched(new PlanarImage(1, 1, 2, [7, 7]))), Is.EqualTo(new[] { 128, 128 }));
        Assert.That(PictureOf.Centred(new PlanarImage(1, 1, 2, [double.NaN, 1]))[0, 0], Is.EqualTo(NonFinite.Colour));
        var picture = PngTests.Made(5, 4);
        var network = Normalization.ImageNet.ToNetwork(PlanarImage.FromRgb(picture));
        Assert.That(PictureOf.Normalized(network, Normalization.ImageNet).Pixels, Is.EqualTo(picture.Pixels));
    }

    [Test]
    public void Enlarging_repeats_pixels()
    {
        var image = Upscale.Nearest(new RgbImage(2, 1, [1, 2, 3, 4, 5, 6]), 2);
        Assert.That(image.Pixels, Is.EqualTo(new byte[] { 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6, 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6 }));
        Assert.That(Upscale.ToFit(new RgbImage(14, 7), 112).Width, Is.EqualTo(112));
        Assert.That(Upscale.ToFit(new RgbImage(200, 7), 112).Width, Is.EqualTo(200));
    }

    private static IEnumerable<(byte R, byte G, byte B)> Pixels(RgbImage image) =>
        Enumerable.Range(0, image.Width * image.Height).Select(i => image[i % image.Width, i / image.Width]);

    private static IEnumerable<int> Reds(RgbImage image) => Pixels(image).Select(p => (int)p.R);
}
