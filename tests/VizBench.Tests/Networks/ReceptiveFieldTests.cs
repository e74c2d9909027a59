using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Networks;

public sealed class ReceptiveFieldTests
{
    // Known sizes and strides: Araujo et al., Distill 2019 (AlexNet, VGG); He 2014, SPP-net (ZFNet's conv5); the others by hand,
    // size += (kernel − 1) · stride so far: a residual block of ResNet-50 adds 8, 16, 32 or 64, where it halves half of that; an
    // inception module adds 4 times its stride with a 5×5 branch, twice with 3×3.
    [TestCase("vgg16", "features.29", 196, 16)]
    [TestCase("vgg16", "features.30", 212, 32)]
    [TestCase("vgg16", "avgpool", 212, 32)]
    [TestCase("alexnet", "features.12", 195, 32)]
    [TestCase("alexnet", "avgpool", 195, 32)]
    [TestCase("alexnet", "flatten", 224, 0)]
    [TestCase("vgg16_bn", "features.43", 212, 32)]
    [TestCase("caffenet", "pool1", 19, 8)]
    [TestCase("caffenet", "conv5", 163, 16)]
    [TestCase("caffenet", "pool5", 195, 32)]
    [TestCase("zfnet", "conv5", 139, 16)]
    [TestCase("zfnet", "pool5", 171, 32)]
    [TestCase("resnet18", "layer1.1.relu_1", 43, 4)]
    [TestCase("resnet18", "layer4.1.relu_1", 435, 32)]
    [TestCase("resnet34", "layer4.2.relu_1", 899, 32)]
    [TestCase("resnet50", "layer1.2.relu_2", 35, 4)]
    [TestCase("resnet50", "layer2.3.relu_2", 91, 8)]
    [TestCase("resnet50", "layer3.5.relu_2", 267, 16)]
    [TestCase("resnet50", "layer4.2.relu_2", 427, 32)]
    [TestCase("resnet50", "avgpool", 619, 224)]
    [TestCase("resnet101", "layer4.2.relu_2", 971, 32)]
    [TestCase("googlenet", "inception3b.cat", 59, 8)]
    [TestCase("googlenet", "inception5b.cat", 379, 32)]
    [TestCase("googlenet-bvlc", "inception_3b/output", 91, 8)]
    [TestCase("googlenet-bvlc", "inception_5b/output", 715, 32)]
    [TestCase("googlenet-bvlc", "pool5/7x7_s1", 907, 32)]
    public void Published_sizes_and_strides(string network, string layer, long size, long stride)
    {
        var field = ReceptiveFields.Of(NetworkCatalogue.ArchitectureOf(network))[layer];
        Assert.That((field.Rows.Size, field.Rows.Stride), Is.EqualTo((size, stride)));
    }

    /// <summary>Araujo et al. give 483 and 1027 for ResNets that halve before their 3×3 convolution, as in the paper; torchvision's halve in it.</summary>
    [TestCase(50, 483)]
    [TestCase(101, 1027)]
    public void A_residual_network_that_halves_in_its_1x1_convolutions_has_the_published_size(int depth, long size)
    {
        var torchvision = ResNet.Build(depth);
        var layers = torchvision.Layers.Select(layer => layer.Operation is Convolution convolution && layer.Name.StartsWith("layer", StringComparison.Ordinal)
            ? layer with { Operation = convolution with { Stride = HalvesInThePaper(layer.Name) ? 2 : 1 } }
            : layer);
        var paper = new Architecture("paper", torchvision.InputShape, torchvision.Preprocessing, [.. layers]);
        var field = ReceptiveFields.Of(paper)["layer4.2.relu_2"];
        Assert.That((field.Rows.Size, field.Rows.Stride), Is.EqualTo((size, 32L)));

        static bool HalvesInThePaper(string name) =>
            name[5] is '2' or '3' or '4' && (name.EndsWith(".0.conv1", StringComparison.Ordinal) || name.EndsWith(".0.downsample.0", StringComparison.Ordinal));
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
