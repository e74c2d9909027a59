using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Networks;

/// <summary>Half of each relevance rule is left out behind these layers: one too many would be a silent fault.</summary>
public sealed class NonNegativeTests
{
    [TestCase("alexnet-mini", "pool1", "conv1")]
    [TestCase("caffenet-mini", "norm1", "conv1")]
    [TestCase("vgg-mini", "features.1", "features.0")]
    [TestCase("googlenet-mini", "inception3a", "conv1.conv")]
    [TestCase("resnet-mini", "layer1.0", "conv1")]
    public void What_is_said_to_have_no_negative_values_has_none_whatever_comes_in(string name, string among, string notAmong)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(name, null, float64, CPU);
        var architecture = opened.Network.Architecture;
        var layers = NonNegative.LayersOf(architecture);
        Assert.That(layers.Any(layer => layer.StartsWith(among, StringComparison.Ordinal)), $"{among} is missing among {string.Join(", ", layers)}");
        Assert.That(layers, Does.Not.Contain(architecture.NameOf(notAmong)));
        var count = 2 * architecture.InputShape.Aggregate((product, extent) => product * extent);
        var input = tensor([.. Enumerable.Range(0, (int)count).Select(i => 3 * Math.Sin(i * 0.37))], [2, .. architecture.InputShape], float64);
        using var recording = Recording.Of(opened.Network, input);
        foreach (var layer in layers)
            Assert.That(recording[layer].Output.amin(Axes(recording[layer].Output)).item<double>(), Is.Not.Negative, layer);
    }

    [Test]
    public void Sums_with_a_signed_term_padding_below_zero_and_clips_below_zero_are_not_among_them()
    {
        var stack = new LayerStack();
        stack.Add("signed", new Convolution(3, 3, 1));
        stack.Add("rectified", new ReLU());
        stack.Add("both", new Add(), "signed", "rectified");
        stack.Add("twice", new Add(), "rectified", "rectified");
        stack.Add("padded", new Pad(1, 1) { Value = -1 }, "rectified");
        stack.Add("zeros", new Pad(1, 1), "rectified");
        stack.Add("low", new Clip(-1, 6), "rectified");
        stack.Add("six", new Clip(0, 6), "signed");
        stack.Add("pooled", new MaxPool(2, 2), "signed");
        stack.Add("flatten", new Flatten(), "six");
        var architecture = new Architecture("signs", [3, 4, 4], Preprocessing.ConceptWorld(4), stack.Layers, [.. Enumerable.Range(0, 48).Select(i => $"{i}")]);
        Assert.That(NonNegative.LayersOf(architecture), Is.EquivalentTo(new[] { "rectified", "twice", "zeros", "six", "flatten" }));
    }

    private static long[] Axes(Tensor values) => [.. Enumerable.Range(0, values.shape.Length).Select(axis => (long)axis)];
}
