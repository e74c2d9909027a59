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
    [TestCase("vgg16", "avgpool", 212, 32)]
    [TestCase("alexnet", "features.12", 195, 32)]
    [TestCase("alexnet", "avgpool", 195, 32)]
    [TestCase("alexnet", "flatten", 224, 0)]
    public void Published_sizes_and_strides(string network, string layer, long size, long stride)
    {
        var field = ReceptiveFields.Of(NetworkCatalogue.ArchitectureOf(network))[layer];
        Assert.That((field.Rows.Size, field.Rows.Stride), Is.EqualTo((size, stride)));
    }

    [TestCase("stem")]
    [TestCase("pooled")]
    [TestCase("branch")]
    [TestCase("joined")]
    [TestCase("adaptive")]
    public void Just_the_pixels_in_the_field_have_a_gradient(string layer)
    {
        // With positive weights, average pools and a positive input nothing cancels and nothing is switched off: the pixels
        // with a gradient are just those of the field. A field that hangs over the border may see less: what its units would
        // read there is padding of a layer between.
        using var scope = NewDisposeScope();
        using var network = PositiveNetwork();
        var input = ones([1, 3, 24, 32], float64).requires_grad_();
        var output = ForwardWalk.Outputs(network, input, [layer])[0];
        var field = ReceptiveFields.Of(network.Architecture)[layer];
        for (var y = 0L; y < output.shape[2]; y++)
        {
            for (var x = 0L; x < output.shape[3]; x++)
            {
                var gradient = autograd.grad([output.select(2, y).select(2, x).sum()], [input], retain_graph: true)[0];
                AssertSees(Seen(gradient, 3), field.Rows, y, 24, $"rows of unit {y},{x}");
                AssertSees(Seen(gradient, 2), field.Columns, x, 32, $"columns of unit {y},{x}");
            }
        }
    }

    private static void AssertSees((long First, long Last) seen, ReceptiveInterval field, long unit, long size, string what)
    {
        var (first, last) = field.Of(unit, size);
        var start = field.Start + unit * field.Stride;
        if (start >= 0 && start + field.Size <= size)
            Assert.That(seen, Is.EqualTo((first, last)), what);
        else
            Assert.That(seen.First >= first && seen.Last <= last, $"{what}: sees {seen}, the field is {(first, last)}");
    }

    /// <summary>The first and the last row (or column) that has a gradient.</summary>
    private static (long First, long Last) Seen(Tensor gradient, long summedAxis)
    {
        var sums = gradient.sum([0, 1, summedAxis]).data<double>().ToArray();
        var seen = Enumerable.Range(0, sums.Length).Where(i => sums[i] > 0).ToArray();
        return (seen[0], seen[^1]);
    }

    /// <summary>Not square in anything: kernels, strides and paddings differ by axis; two branches of different reach join.</summary>
    private static Network PositiveNetwork()
    {
        var stack = new LayerStack();
        stack.Add("stem", new Convolution(3, 4, new Extent(3, 5)) { Stride = new Extent(1, 2), Padding = new Extent(1, 2) });
        var pooled = stack.Add("pooled", new AveragePool(3, 2) { Padding = 1 });
        var branch = stack.Add("branch", new Convolution(4, 4, 3) { Padding = 2, Dilation = 2 });
        stack.Add("joined", new Concat(), pooled, branch);
        stack.Add("adaptive", new AdaptiveAveragePool(new Extent(6, 4)));
        var architecture = new Architecture("positive", [3, 24, 32], Preprocessing.ConceptWorld(24), stack.Layers);
        return new Network(architecture, architecture.ParameterShapes.ToDictionary(p => p.Key, p => full(p.Value, 0.1, float64), StringComparer.Ordinal));
    }
}
