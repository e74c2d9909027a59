using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Randomness;
using VizBench.Training;

namespace VizBench.Tests.Training;

public sealed class FilterSmoothnessTests
{
    [Test]
    public void One_colour_has_one() => Assert.That(FilterSmoothness.OfOne([.. Enumerable.Repeat(0.3, 27)], 3, 3), Is.EqualTo(1).Within(1e-12));

    [Test]
    public void A_chequer_board_has_minus_one() =>
        Assert.That(FilterSmoothness.OfOne([.. Enumerable.Range(0, 25).Select(i => i % 2 == 0 ? 1.0 : -1.0)], 5, 5), Is.EqualTo(-1).Within(1e-12));

    /// <summary>By hand: neighbours 1·2 + 3·4 across, 1·3 + 2·4 down, four pairs; the mean square is 7.5.</summary>
    [Test]
    public void A_filter_by_hand() => Assert.That(FilterSmoothness.OfOne([1, 2, 3, 4], 2, 2), Is.EqualTo(25.0 / 4 / 7.5).Within(1e-12));

    [Test]
    public void Noise_has_none()
    {
        var stream = new StreamKey(1, "smoothness", "noise").Open();
        Assert.That(Enumerable.Range(0, 200).Average(_ => FilterSmoothness.OfOne(stream.Normal(147), 7, 7)), Is.Zero.Within(0.02));
    }

    [Test]
    public void Filters_of_one_pixel_have_no_neighbours()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("conv", new Convolution(3, 2, 1));
        using var network = new Network(new Architecture("pixels", [3, 8, 8], Preprocessing.ConceptWorld(8), stack.Layers), new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["conv.weight"] = ones([2, 3, 1, 1]),
            ["conv.bias"] = zeros([2]),
        });
        Assert.That(() => FilterSmoothness.Of(FirstLayerFilters.Of(network)), Throws.TypeOf<UserError>().With.Message.Contains("one pixel each"));
    }

    /// <summary>Caffe's networks read blue first; a filter's colours are told in a picture's order.</summary>
    [Test]
    public void Colours_are_red_first_whatever_the_network_reads()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("conv", new Convolution(3, 1, 2));
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["conv.weight"] = arange(0, 12, 1, float32).reshape(1, 3, 2, 2),
            ["conv.bias"] = zeros([1]),
        };
        using var network = new Network(new Architecture("blue-first", [3, 8, 8], Preprocessing.Caffe(8), stack.Layers), parameters);
        Assert.That(FirstLayerFilters.Of(network).Values[0], Is.EqualTo(new double[] { 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3 }));
    }

    [Test]
    public void Filters_that_decay_has_put_out_are_counted_apart()
    {
        using var scope = NewDisposeScope();
        var architecture = AlexNetMini.Build();
        var parameters = FormulaWeights.Of(architecture, 3, float32);
        parameters["conv1.weight"].narrow(0, 5, 2).mul_(1e-4);
        using var network = new Network(architecture, parameters);
        var smoothness = FilterSmoothness.Of(FirstLayerFilters.Of(network));
        Assert.That((smoothness.Layer, smoothness.Filters, smoothness.Dead), Is.EqualTo(("conv1", 48, 2)));
    }
}
