using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>apply --overlay and --color-bar.</summary>
internal sealed class OverlayTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("saliency", false)]
    [TestCase("gradient", true)]
    [TestCase("grad-cam --layer features.15", true)]
    [TestCase("deconvnet", true)]
    public void An_overlay_has_the_inputs_size_and_strong_heat_where_the_map_is_strong(string method, bool signed)
    {
        var png = _folder.File("o.png");
        var outcome = Apply(method, "--overlay", "--png", png, "--out", _folder.File("o.npy"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var overlay = ImageFiles.Read(png);
        Assert.That((overlay.Width, overlay.Height), Is.EqualTo((64, 64)));
        // The picture below has lost most of its color: what is colorful is heat.
        var heat = Enumerable.Range(0, 64 * 64).Select(i => overlay[i % 64, i / 64]).Select(pixel => pixel.R - pixel.B).ToArray();
        Assert.That(heat.Max(), Is.GreaterThan(60));
        if (signed && !method.StartsWith("grad-cam", StringComparison.Ordinal))
            Assert.That(heat.Min(), Is.LessThan(-60));
        Assert.That(Apply(method, "--png", _folder.File("plain.png")).Code, Is.Zero);
        Assert.That(File.ReadAllBytes(_folder.File("plain.png")), Is.Not.EqualTo(File.ReadAllBytes(png)));
    }

    [Test]
    public void A_bar_goes_below_and_leaves_the_picture_as_it_is()
    {
        var (plain, barred) = (_folder.File("plain.png"), _folder.File("barred.png"));
        Assert.That(Apply("gradient", "--png", plain).Code, Is.Zero);
        Assert.That(Apply("gradient", "--png", barred, "--color-bar").Code, Is.Zero);
        // Twice as large, so that the bar's numbers have room.
        var (small, large) = (Upscale.Nearest(ImageFiles.Read(plain), 2), ImageFiles.Read(barred));
        Assert.That((large.Width, large.Height), Is.EqualTo((128, 128 + SheetStyle.Light.Gap + 9 + 3 + BitmapFont.LineHeight)));
        Assert.That(large.Pixels.Take(small.Pixels.Length), Is.EqualTo(small.Pixels));
        var row = 128 + SheetStyle.Light.Gap + 4;
        Assert.That((large[1, row], large[126, row]), Is.EqualTo((ColourMap.BlueRed.At(0), ColourMap.BlueRed.At(1))));
    }

    [Test]
    public void Each_map_of_a_layer_has_its_bar()
    {
        var png = _folder.File("maps.png");
        Assert.That(Apply("forward", "--layer", "features.0", "--unit", "0..3", "--png", png, "--color-bar").Code, Is.Zero);
        Assert.That(ImageFiles.Read(png).Height, Is.GreaterThan(2 * (128 + 20)));
    }

    [TestCase("saliency", "--overlay", "--overlay belongs to --png; name a picture with --png FILE.png")]
    [TestCase("saliency", "--color-bar", "--color-bar belongs to --png")]
    [TestCase("forward", "--overlay --png o.png", "--overlay: forward gives no map of its input's pixels; leave it out")]
    [TestCase("deepdream --layer features.7", "--color-bar --png o.png", "--color-bar: deepdream gives a picture, whose colors are its own; leave it out")]
    public void Where_it_makes_no_sense_it_is_refused(string method, string options, string expected) =>
        Assert.That(Apply(method, options.Split(' ')).AsError(), Does.StartWith(expected));

    [Test]
    public void A_bar_tells_its_ends_and_zero()
    {
        var picture = Canvas.New(200, 10, (1, 2, 3));
        var bar = ColorBar.Below(picture, new ColorScale(-3e-15, 1.6e-11, ColourMap.BlueRed.At), SheetStyle.Light);
        Assert.That((bar.Width, bar[0, 0], bar[199, 9]), Is.EqualTo((200, ((byte)1, (byte)2, (byte)3), ((byte)1, (byte)2, (byte)3))));
        var expected = Canvas.New(200, BitmapFont.LineHeight, SheetStyle.Light.Background);
        BitmapFont.Draw(expected, "-3e-15", 0, 0, SheetStyle.Light.Ink);
        BitmapFont.Draw(expected, "1.6e-11", 200 - BitmapFont.Width("1.6e-11"), 0, SheetStyle.Light.Ink);
        Assert.That(bar.Pixels.TakeLast(expected.Pixels.Length), Is.EqualTo(expected.Pixels), "zero would lie on the lower end's number");

        var narrow = ColorBar.Below(Canvas.New(8, 8, (1, 2, 3)), new ColorScale(0, 1, ColourMap.Ember.At), SheetStyle.Light);
        Assert.That(narrow.Width, Is.EqualTo(BitmapFont.Width("0") + 8 + BitmapFont.Width("1")));
    }

    private static Outcome Apply(string method, params string[] options) =>
        CommandLine.Run(["apply", .. method.Split(' '), "--network", "vgg-mini", "--input", "world:1000:5", .. options]);
}
