using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Tests.Features;

public sealed class TopActivationTests
{
    private const int Images = 70;

    [TestCase("features.14")]
    [TestCase("classifier.1")]
    public void They_are_those_of_sorting_all_activations(string layer)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open("vgg-mini", null, float64, CPU);
        var world = new World(new WorldOptions { Seed = 3, Size = 64 });
        var found = TopActivations.Of(opened.Network, layer, world, Images, 4);
        var all = new List<(int Unit, TopActivation Top)>();
        for (var image = 0; image < Images; image++)
        {
            var input = InputTensors.FromPicture(world.Draw(image).Image, opened.Network.Architecture.Preprocessing with { Resize = 64 }, float64, CPU);
            var output = ForwardWalk.Outputs(opened.Network, input, [layer])[0].flatten();
            var (units, values) = ((int)opened.Network.Architecture.ShapeOf(layer)[0], output.data<double>().ToArray());
            var (positions, width) = (values.Length / units, (int)opened.Network.Architecture.ShapeOf(layer)[^1]);
            for (var unit = 0; unit < units; unit++)
            {
                var map = values[(unit * positions)..((unit + 1) * positions)];
                var place = Array.IndexOf(map, map.Max());
                all.Add((unit, positions == 1 ? new TopActivation(image, 0, 0, map[0]) : new TopActivation(image, place / width, place % width, map[place])));
            }
        }

        foreach (var unit in all.GroupBy(entry => entry.Unit))
        {
            var expected = unit.Select(entry => entry.Top).OrderByDescending(top => top.Value).ThenBy(top => top.Image).Take(4).ToArray();
            Assert.That(found[unit.Key].Select(top => top.Image), Is.EqualTo(expected.Select(top => top.Image)), $"unit {unit.Key}");
            Assert.That(found[unit.Key].Select(top => top.Value), Is.EqualTo(expected.Select(top => top.Value)).Within(1e-12));
            Assert.That(found[unit.Key].Where(top => top.Value > 0).Select(top => (top.Y, top.X)), Is.EqualTo(expected.Where(top => top.Value > 0).Select(top => (top.Y, top.X))));
        }
    }

    [Test]
    public void Of_equal_activations_the_first_images_stay()
    {
        var running = new RunningTop(3);
        foreach (var (image, value) in new[] { (0, 1.0), (1, 2), (2, 1), (3, 2), (4, 1), (5, 3) })
            running.Offer(new TopActivation(image, 0, 0, value));
        Assert.That(running.Strongest.Select(top => top.Image), Is.EqualTo(new[] { 5, 1, 3 }));
    }

    [Test]
    public void A_crop_is_what_the_unit_sees_and_grey_beyond_the_border()
    {
        var picture = new RgbImage(8, 8);
        for (var i = 0; i < 64; i++)
            picture[i % 8, i / 8] = ((byte)i, 0, 0);
        var field = new ReceptiveField(new ReceptiveInterval(4, 2, -1), new ReceptiveInterval(4, 2, -1));
        var crop = FieldCrop.Of(picture, field, 0, 2);
        Assert.That((crop.Width, crop.Height), Is.EqualTo((4, 4)));
        Assert.That(crop[0, 0], Is.EqualTo(((byte)128, (byte)128, (byte)128)), "the row above the picture");
        Assert.That(crop[0, 1], Is.EqualTo(((byte)3, (byte)0, (byte)0)), "row 0, column 3");
        Assert.That(crop[3, 3], Is.EqualTo(((byte)22, (byte)0, (byte)0)), "row 2, column 6");
        var whole = FieldCrop.Of(picture, new ReceptiveField(new ReceptiveInterval(20, 0, 0), new ReceptiveInterval(20, 0, 0)), 0, 0);
        Assert.That(whole.Pixels, Is.EqualTo(picture.Pixels));
    }
}
