using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Data.Images;
using VizBench.Methods.Inputs;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Tests.Features;

public sealed class FeatureInvarianceTests
{
    private static readonly WorldOptions s_world = new() { Seed = 1000, Size = 64 };

    [Test]
    public void Distances_and_probabilities_are_those_of_the_pictures_one_by_one()
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open("alexnet-mini", null, float64, CPU);
        var curves = FeatureInvariance.Of(opened.Network, "relu1", "relu7", s_world, 2, 5);
        Assert.That(curves.Select(curve => (curve.Transform, curve.Image)), Is.EqualTo(FeatureInvariance.Transforms.SelectMany(transform => new[] { (transform, 0L), (transform, 1L) })));
        var curve = curves[3];
        Assert.That(curve.Amounts, Is.EqualTo(new[] { -50.0, -25, 0, 25, 50 }));
        Assert.That(curve.Class, Is.EqualTo("tree"));
        var source = new TransformedWorld(new TransformOptions { World = s_world, Kind = TransformKind.Scale, Steps = 5 });
        var asItIs = Outputs(source.Draw(7).Image);
        for (var step = 0; step < 5; step++)
        {
            var outputs = Outputs(source.Draw(5 + step).Image);
            Assert.That(curve.First[step], Is.EqualTo(Distance(outputs[0], asItIs[0])).Within(1e-9));
            Assert.That(curve.Top[step], Is.EqualTo(Distance(outputs[1], asItIs[1])).Within(1e-9));
            var exponentials = outputs[2].Select(Math.Exp).ToArray();
            Assert.That(curve.Probability[step], Is.EqualTo(exponentials[1] / exponentials.Sum()).Within(1e-9));
            Assert.That(curve.First[step], step == 2 ? Is.Zero : Is.GreaterThan(1));
        }

        double[][] Outputs(RgbImage picture)
        {
            var input = InputTensors.FromPicture(picture, opened.Network.Architecture.Preprocessing with { Resize = 64 }, float64, CPU);
            return [.. ForwardWalk.Outputs(opened.Network, input, ["relu1", "relu7", opened.Network.Architecture.Output.Name]).Select(output => output.reshape(-1).data<double>().ToArray())];
        }
    }

    [Test]
    public void A_network_with_other_classes_is_refused()
    {
        using var opened = NetworkCatalogue.Open("alexnet", "formula:1", float32, CPU);
        Assert.That(() => FeatureInvariance.Of(opened.Network, "relu1", "relu7", s_world, 1, 3), Throws.TypeOf<UserError>().With.Message.Contains("has other classes than ConceptWorld's 12"));
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
