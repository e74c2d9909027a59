using NUnit.Framework;
using VizBench.Data.Rendering;

namespace VizBench.Tests.Data.Rendering;

public sealed class ColourMapTests
{
    private const int Steps = 1000;

    [Test]
    public void The_sequential_map_grows_in_lightness_everywhere()
    {
        var lightness = Enumerable.Range(0, 17).Select(i => Lightness(ColourMap.Ember.At(i / 16.0))).ToArray();
        var steps = lightness.Zip(lightness.Skip(1), (a, b) => b - a).ToArray();
        Assert.That(steps, Is.All.InRange(0.8 * (lightness[^1] - lightness[0]) / 16, 1.2 * (lightness[^1] - lightness[0]) / 16));
        Assert.That(lightness[0], Is.LessThan(0.2));
        Assert.That(lightness[^1], Is.GreaterThan(0.95));
    }

    [Test]
    public void Both_arms_of_the_diverging_map_are_equally_light()
    {
        for (var i = 0; i <= Steps; i++)
        {
            var blue = Lightness(ColourMap.BlueRed.At(0.5 - 0.5 * i / Steps));
            var red = Lightness(ColourMap.BlueRed.At(0.5 + 0.5 * i / Steps));
            Assert.That(blue, Is.EqualTo(red).Within(0.012), $"at distance {i} of {Steps}");
        }
    }

    [Test]
    public void The_middle_is_neutral_and_the_lightest()
    {
        var middle = ColourMap.BlueRed.At(0.5);
        Assert.That(middle, Is.EqualTo(((byte)246, (byte)246, (byte)246)));
        Assert.That(Enumerable.Range(0, Steps + 1).Max(i => Lightness(ColourMap.BlueRed.At((double)i / Steps))),
            Is.EqualTo(Lightness(middle)));
    }

    [Test]
    public void Beyond_the_ends_the_end_colours_hold()
    {
        Assert.That(ColourMap.Ember.At(-1), Is.EqualTo(ColourMap.Ember.At(0)));
        Assert.That(ColourMap.Ember.At(double.PositiveInfinity), Is.EqualTo(ColourMap.Ember.At(1)));
    }

    [Test]
    public void No_map_comes_near_the_warning_colour()
    {
        foreach (var map in new[] { ColourMap.Ember, ColourMap.BlueRed })
        {
            var nearest = Enumerable.Range(0, Steps + 1).Select(i => map.At((double)i / Steps)).Min(Distance);
            Assert.That(nearest, Is.GreaterThan(150));
        }

        static double Distance((byte R, byte G, byte B) c)
        {
            var w = NonFinite.Colour;
            return Math.Sqrt(Math.Pow(c.R - w.R, 2) + Math.Pow(c.G - w.G, 2) + Math.Pow(c.B - w.B, 2));
        }
    }

    // OKLab's L (Ottosson 2020).
    private static double Lightness((byte R, byte G, byte B) colour)
    {
        var (r, g, b) = (Linear(colour.R), Linear(colour.G), Linear(colour.B));
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;

        static double Linear(byte value) =>
            value / 255.0 <= 0.04045 ? value / 255.0 / 12.92 : Math.Pow((value / 255.0 + 0.055) / 1.055, 2.4);
    }
}
