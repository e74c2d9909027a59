using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Networks;

public sealed class ReceptiveFieldTests
{
    // Known sizes and strides: Araujo et al., Distill 2019, and the networks' papers.
    [TestCase("vgg16", "features.29", 196, 16)]
    [TestCase("vgg16", "features.30", 212, 32)]
    [TestCase("alexnet", "features.12", 195, 32)]
    public void Published_sizes_and_strides(string network, string layer, long size, long stride)
    {
        var field = ReceptiveFields.Of(NetworkCatalogue.Named(network).Build())[layer];
        Assert.That((field.Rows.Size, field.Rows.Stride), Is.EqualTo((size, stride)));
    }

    [TestCase("features.3")]
    [TestCase("features.6")]
    [TestCase("features.9")]
    [TestCase("features.12")]
    public void Just_the_pixels_in_the_field_have_a_gradient(string layer)
    {
        // With positive weights, no bias and a positive input nothing cancels and nothing is switched off but by pooling,
        // which passes one pixel of four: those that arrive lie in the field and reach its first and last row.
        using var scope = NewDisposeScope();
        using var network = PositiveVggMini();
        var input = ones([1, 3, 64, 64], float64).requires_grad_();
        var output = ForwardWalk.Outputs(network, input, [layer])[0];
        var unit = output.shape[2] / 2;
        var gradient = autograd.grad([output.select(2, unit).select(2, unit).sum()], [input])[0];
        var rows = gradient.sum([0, 1, 3]).data<double>().ToArray();
        var (first, last) = ReceptiveFields.Of(network.Architecture)[layer].Rows.Of(unit, 64);
        var seen = Enumerable.Range(0, 64).Where(row => rows[row] > 0).ToArray();
        Assert.That(seen[0], Is.EqualTo(first));
        Assert.That(seen[^1], Is.InRange(last - 15, last));
    }

    private static Network PositiveVggMini()
    {
        var architecture = VggMini.Build();
        return new Network(architecture, architecture.ParameterShapes.ToDictionary(
            p => p.Key, p => full(p.Value, p.Value.Length == 1 ? 0.0 : 0.01, float64), StringComparer.Ordinal));
    }
}
