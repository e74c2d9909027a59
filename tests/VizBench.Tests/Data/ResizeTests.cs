using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;

namespace VizBench.Tests.Data;

/// <summary>Resizing and cropping against torchvision's own numbers.</summary>
public sealed class ResizeTests
{
    private const double Tolerance = 1e-12;

    [TestCase("resize-down-3x13x17-to-5x7", 3, 13, 17)]
    [TestCase("resize-up-2x5x4-to-11x9", 2, 5, 4)]
    [TestCase("resize-mixed-1x6x20-to-14x8", 1, 6, 20)]
    public void Resize_is_torchvisions(string name, int c, int h, int w)
    {
        var expected = ExpectedFiles.Read($"{name}.npy");
        AssertEqual(Resize.To(Picture(c, h, w), (int)expected.Shape[1], (int)expected.Shape[2]), expected);
    }

    [TestCase("resize-shorter-1x21x30-to-8", 21, 30, 8)]
    [TestCase("resize-shorter-1x31x12-to-9", 31, 12, 9)]
    public void Shorter_side_is_torchvisions(string name, int h, int w, int length) =>
        AssertEqual(Resize.ShorterSide(Picture(1, h, w), length), ExpectedFiles.Read($"{name}.npy"));

    [TestCase(7, 9, 4, 4)]
    [TestCase(8, 8, 5, 3)]
    [TestCase(5, 5, 8, 2)]
    [TestCase(3, 4, 8, 9)]
    [TestCase(9, 6, 2, 6)]
    public void Centre_crop_is_torchvisions(int h, int w, int height, int width) =>
        AssertEqual(CentreCrop.Of(Picture(1, h, w), height, width), ExpectedFiles.Read($"crop-{h}x{w}-to-{height}x{width}.npy"));

    [Test]
    public void Same_size_is_the_same_picture()
    {
        var picture = Picture(3, 5, 7);
        Assert.That(Resize.To(picture, 5, 7), Is.SameAs(picture));
    }

    [Test]
    public void A_constant_stays_constant()
    {
        var picture = new PlanarImage(1, 11, 13, [.. Enumerable.Repeat(0.3, 143)]);
        Assert.That(Resize.To(picture, 4, 29).Values, Is.All.EqualTo(0.3).Within(1e-15));
    }

    [Test]
    public void A_strip_that_would_become_huge_is_refused()
    {
        var strip = new PlanarImage(1, 1, 1_000_000, new double[1_000_000]);
        Assert.That(() => Resize.ShorterSide(strip, 224), Throws.TypeOf<UserError>().With.Message.Contains("crop"));
    }

    [Test]
    public void Every_byte_survives_planar_form()
    {
        var image = new RgbImage(16, 16, [.. Enumerable.Range(0, 768).Select(i => (byte)(i * 7))]);
        Assert.That(PlanarImage.FromRgb(image).ToRgb().Pixels, Is.EqualTo(image.Pixels));
    }

    [Test]
    public void Planar_form_is_channel_by_channel()
    {
        var planar = PlanarImage.FromRgb(new RgbImage(2, 1, [255, 0, 51, 0, 255, 102]));
        Assert.That(planar.Values, Is.EqualTo(new[] { 1, 0, 0, 1, 0.2, 0.4 }));
    }

    [Test]
    public void Pixels_are_clamped_and_rounded_half_to_even()
    {
        var image = new PlanarImage(1, 1, 5, [-3, 7, 0.5, 1.5 / 255, double.PositiveInfinity]).ToRgb();
        Assert.That(Enumerable.Range(0, 5).Select(x => (int)image[x, 0].R), Is.EqualTo(new[] { 0, 255, 128, 2, 255 }));
    }

    [Test]
    public void Normalization_goes_there_and_back()
    {
        var picture = Picture(3, 4, 5);
        var network = Normalization.ImageNet.ToNetwork(picture);
        Assert.That(network.Values[0], Is.EqualTo((picture.Values[0] - 0.485) / 0.229));
        Assert.That(network.Values[^1], Is.EqualTo((picture.Values[^1] - 0.406) / 0.225));
        Assert.That(Normalization.ImageNet.ToPicture(network).Values, Is.EqualTo(picture.Values).Within(1e-15));
    }

    [Test]
    public void Normalization_refuses_other_channel_counts_and_bad_deviations()
    {
        Assert.That(() => Normalization.ImageNet.ToNetwork(Picture(1, 2, 2)), Throws.ArgumentException);
        Assert.That(() => new Normalization([0], [0]), Throws.ArgumentException);
        Assert.That(() => new Normalization([0, 0], [1]), Throws.ArgumentException);
        Assert.That(() => new Normalization([0], [double.NaN]), Throws.ArgumentException);
    }

    private static PlanarImage Picture(int c, int h, int w) =>
        new(c, h, w, [.. Enumerable.Range(0, c * h * w).Select(i => (7L * i * i + 13 * i + 29 * (i / w)) % 64 / 64.0)]);

    private static void AssertEqual(PlanarImage actual, NdArray expected)
    {
        Assert.That(new long[] { actual.Channels, actual.Height, actual.Width }, Is.EqualTo(expected.Shape));
        Assert.That(actual.Values, Is.EqualTo(expected.As<double>()).Within(Tolerance));
    }
}
