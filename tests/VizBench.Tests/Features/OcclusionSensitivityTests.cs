using NUnit.Framework;
using VizBench.Networks.Walks;
using VizBench.Suite;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Features;

public sealed class OcclusionSensitivityTests
{
    [Test]
    public void Every_place_is_the_forward_pass_of_the_covered_image()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var input = SmallNetwork.ProbeOf(network, 1).Input;
        var found = OcclusionSensitivity.Of(network, input, "features.3", 2, 6, 3);
        Assert.That((found.Height, found.Width), Is.EqualTo((6, 6)));
        var asItIs = ForwardWalk.Outputs(network, input, ["features.3"])[0];
        Assert.That(found.Unit, Is.EqualTo(asItIs.reshape(8, -1).amax(1).argmax(0).item<long>()), "the map with the greatest activation");
        // The first place, where most of the square lies outside; one in the middle; the last.
        foreach (var (row, column) in new[] { (0, 0), (2, 3), (5, 5) })
        {
            var covered = input.clone();
            for (var y = Math.Max(row * 3 - 3, 0); y < Math.Min(row * 3 + 3, 16); y++)
            {
                for (var x = Math.Max(column * 3 - 3, 0); x < Math.Min(column * 3 + 3, 16); x++)
                    covered.select(2, y).select(2, x).zero_();
            }

            var outputs = ForwardWalk.Outputs(network, covered, ["features.3", network.Architecture.Output.Name]);
            var place = row * 6 + column;
            Assert.That(found.Activation[place], Is.EqualTo(outputs[0].select(1, found.Unit).sum().item<double>()).Within(1e-10));
            Assert.That(found.Probability[place], Is.EqualTo(outputs[1].softmax(1).select(1, 2).item<double>()).Within(1e-12));
            Assert.That(found.Predicted[place], Is.EqualTo(outputs[1].argmax(1).item<long>()));
        }
    }

    [Test]
    public void What_cannot_be_covered_is_said()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float32, CPU);
        var input = SmallNetwork.ProbeOf(network, 1).Input;
        Assert.That(() => OcclusionSensitivity.Of(network, input, "features.3", 0, 17, 1), Throws.TypeOf<UserError>().With.Message.Contains("a window of 17 pixels is larger than the image of 16×16"));
        Assert.That(() => OcclusionSensitivity.Of(network, input, "flatten", 0, 4, 1), Throws.TypeOf<UserError>().With.Message.Contains("flatten of small has none"));
    }
}
