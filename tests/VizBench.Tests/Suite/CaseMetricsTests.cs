using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Suite;

namespace VizBench.Tests.Suite;

/// <summary>Which metrics there are follows from the case alone, never from numbers that happen to be equal.</summary>
public sealed class CaseMetricsTests
{
    private static readonly double[] s_logits = [0.25, 2, -1];

    [Test]
    public void Logits_are_logits_whatever_their_last_digits([Values] bool exact)
    {
        // A batch of another size, or another kernel, moves the last bit.
        var values = exact ? s_logits : [.. s_logits.Select(Math.BitIncrement)];
        Assert.That(Of("""{ "method": "forward" }""", values, [3]).Keys, Is.EqualTo(new[] { "max", "mean", "min", "probability", "right", "zeros" }));
    }

    [TestCase("""{ "method": "forward", "layer": "classifier.3" }""")]
    [TestCase("""{ "method": "forward", "units": [0] }""")]
    public void A_layer_or_units_are_none_though_the_numbers_be_the_same(string method) =>
        Assert.That(Of(method, s_logits, [3]).Keys, Is.EqualTo(new[] { "max", "mean", "min", "zeros" }));

    [Test]
    public void The_slope_of_a_map_is_measured_where_it_is_defined()
    {
        var ramp = Enumerable.Range(0, 64).Select(i => (double)(i * i % 23)).ToArray();
        Assert.That(Of("""{ "method": "saliency" }""", ramp, [8, 8]).Keys, Does.Contain("spectrum-slope").And.Contain("high-frequency-share"));
        var flat = Of("""{ "method": "saliency" }""", new double[64], [8, 8]);
        Assert.That(flat.Keys, Does.Not.Contain("spectrum-slope").And.Contain("high-frequency-share"));
    }

    private static SortedDictionary<string, double> Of(string method, double[] values, long[] shape)
    {
        using var suite = new SmallSuite($"[ {method} ]");
        using var input = new PreparedInput
        {
            Input = new WorldInput(0, 0),
            Value = zeros([1]),
            Picture = new RgbImage(1, 1),
            TrueClass = 1,
            Logits = s_logits,
            Probability = VizBench.Networks.ClassProbability.Softmax,
            Sha256 = "input",
        };
        return CaseMetrics.Of(SuiteDefinition.Load(suite.File).Cases[0], values, shape, input, VizBench.Networks.Zoo.NetworkCatalogue.ArchitectureOf("vgg-mini"));
    }
}
