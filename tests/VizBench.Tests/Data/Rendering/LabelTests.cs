using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Tests.Data.Rendering;

/// <summary>Labels over pictures: each pixel's own, lines exactly where labels change, names in their colours.</summary>
public sealed class LabelTests
{
    private static readonly (byte, byte, byte) s_line = (0, 0, 0);

    [Test]
    public void Labels_colour_their_own_pixels_and_no_others()
    {
        var picture = Canvas.New(3, 2, (200, 100, 50));
        var image = LabelOverlay.Render(picture, [0, 1, 1, 0, 2, 2], label => label == 1 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)255), 4);
        Assert.That((image.Width, image.Height), Is.EqualTo((12, 8)));
        // The grey of (200, 100, 50) is 124.
        Assert.That(image[0, 0], Is.EqualTo(((byte)62, (byte)62, (byte)62)));
        Assert.That(image[4, 0], Is.EqualTo(((byte)189, (byte)62, (byte)62)));
        Assert.That(image[11, 7], Is.EqualTo(((byte)62, (byte)62, (byte)189)));
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 12; x++)
                Assert.That(image[x, y] == s_line, Is.EqualTo(x == 3 || (y == 3 && x > 3)), $"{x},{y}");
        }
    }

    [Test]
    public void Planes_of_another_size_are_refused() =>
        Assert.That(() => LabelOverlay.Render(new RgbImage(3, 2), new byte[5], LabelColours.Of, 2), Throws.ArgumentException.With.Message.Contains("a 2×3 picture does not have 5 labels"));

    [Test]
    public void Colours_of_many_labels_differ()
    {
        var colours = Enumerable.Range(1, 100).Select(LabelColours.Of).ToArray();
        Assert.That(colours, Is.Unique);
        for (var i = 1; i < colours.Length; i++)
        {
            var ((r, g, b), (s, h, c)) = (colours[i - 1], colours[i]);
            Assert.That(Math.Abs(r - s) + Math.Abs(g - h) + Math.Abs(b - c), Is.GreaterThan(150), $"labels {i} and {i + 1}");
        }

        Assert.That(() => LabelColours.Of(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => LabelColours.Of(int.MaxValue), Throws.Nothing);
    }

    [Test]
    public void A_legend_takes_the_lines_that_it_needs()
    {
        LegendEntry[] entries = [new((255, 0, 0), "roof"), new((0, 0, 255), "car window"), new(null, "no square")];
        Assert.That(Legend.Render(entries, 400, SheetStyle.Light).Height, Is.EqualTo(11));
        var narrow = Legend.Render(entries, 70, SheetStyle.Light);
        Assert.That(narrow.Height, Is.EqualTo(33));
        Assert.That((narrow[3, 3], narrow[3, 14]), Is.EqualTo((((byte)255, (byte)0, (byte)0), ((byte)0, (byte)0, (byte)255))));
        Assert.That(Legend.Render([], 70, SheetStyle.Light).Height, Is.EqualTo(11));
        Assert.That(() => Legend.Render(entries, 1, SheetStyle.Light), Throws.Nothing);
    }
}
