using NUnit.Framework;
using VizBench.Data.Rendering;

namespace VizBench.Tests.Data.Rendering;

public sealed class FilterPictureTests
{
    // One red, one green, one dark blue pixel, and one of nothing.
    private static readonly double[] s_filter = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0];

    [Test]
    public void Grey_is_zero_and_each_colour_moves_its_own_channel()
    {
        var picture = FilterPicture.Of(s_filter, 2, 2, 1);
        Assert.That(picture[0, 0], Is.EqualTo(((byte)255, (byte)128, (byte)128)));
        Assert.That(picture[1, 0], Is.EqualTo(((byte)128, (byte)255, (byte)128)));
        Assert.That(picture[0, 1], Is.EqualTo(((byte)128, (byte)128, (byte)0)));
        Assert.That(picture[1, 1], Is.EqualTo(((byte)128, (byte)128, (byte)128)));
    }

    [Test]
    public void A_larger_scale_shows_it_fainter() => Assert.That(FilterPicture.Of(s_filter, 2, 2, 2)[0, 0], Is.EqualTo(((byte)191, (byte)128, (byte)128)));

    [Test]
    public void More_than_three_colours_are_refused() => Assert.That(() => FilterPicture.Of(new double[16], 2, 2, 1), Throws.ArgumentException);
}
