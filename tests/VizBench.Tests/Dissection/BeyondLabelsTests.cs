using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Suite;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Dissection;

/// <summary>What a dissection tells beyond labels: tuning curves, ablation, sheets of units.</summary>
public sealed class BeyondLabelsTests
{
    private static readonly WorldOptions s_world = new() { Seed = 5, Size = WorldOptions.SmallestSize };

    /// <summary>A unit's response is the mean of its greatest activations over a concept's pictures, one at a time.</summary>
    [Test]
    public void Responses_are_means_of_the_greatest_activations()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.OfWorld(float64, CPU);
        var tuning = TuningCurves.Of(network, ["features.3"], new DissectionSettings(), s_world);
        Assert.That(tuning.Concepts, Has.Count.EqualTo(11 + 48 + 23 + 10));
        var colors = ConceptDataset.OfProbes(s_world, [ConceptCategory.Color]);
        // The third color has 27 pictures, after those of the first two.
        var peaks = Enumerable.Range(0, 8).Select(_ => 0.0).ToArray();
        for (var picture = 54; picture < 81; picture++)
        {
            var maps = ForwardWalk.Outputs(network, colors.Input(network, picture, 1), ["features.3"])[0].contiguous().data<double>().ToArray();
            for (var unit = 0; unit < 8; unit++)
                peaks[unit] += maps.Skip(unit * 32 * 32).Take(32 * 32).Max() / 27;
        }

        Assert.That(Enumerable.Range(0, 8).Select(unit => tuning.Layers[0].Responses[unit, 2]), Is.EqualTo(peaks).Within(1e-12));
    }

    [Test]
    public void Agreement_counts_the_detectors_whose_label_drives_them()
    {
        Concept[] concepts = [new("red", "color"), new("blue", "color"), new("green", "color"), new("gray", "color"), new("dots", "texture")];
        var tuning = new TuningCurves(concepts, [new LayerTuning("see", new[,] { { 4.0, 3, 2, 1, 9 }, { 4, 3, 2, 1, 9 }, { 1, 1, 1, 1, 1 } })]);
        DissectedUnit[] units =
        [
            new("see", 0, 0, concepts[0], 0.5), new("see", 1, 0, concepts[3], 0.5), new("see", 2, 0, concepts[4], 0.5),
            // No detector, and what can't be shown alone.
            new("see", 0, 0, concepts[1], 0.01), new("see", 0, 0, new Concept("boat", "object"), 0.5),
        ];
        Assert.That(units.Select(tuning.RankOf), Is.EqualTo(new int?[] { 1, 4, 1, 2, null }));
        Assert.That(tuning.AgreementWith(units), Is.EqualTo(new[]
        {
            new TuningAgreement("see", "color", 2, 4, 0.5, 0.25, 0.5, 0.75), new TuningAgreement("see", "texture", 1, 1, 1, 1, 1, 1),
        }));
    }

    /// <summary>A convolution whose weights of some units are zero computes what the walk does with these units set to zero.</summary>
    [Test]
    public void Ablated_units_are_those_of_a_network_without_them()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.OfWorld(float64, CPU);
        var dataset = ConceptDataset.Of(s_world, 24);
        var found = Dissector.Run(network, ["features.3"], dataset, new DissectionSettings { Quantile = 0.05 });
        var ablation = ConceptAblation.Of(network, found.Layers[0], dataset.Concepts, 3, s_world, 24, 36);
        Assert.That(ablation.Select(row => row.Class), Is.EqualTo(World.Classes));
        foreach (var index in new[] { 0, 7 })
        {
            var row = ablation[index];
            var column = dataset.Concepts.ToList().IndexOf(new Concept(row.Class, "object"));
            Assert.That(row.Units, Is.EqualTo(Enumerable.Range(0, 8).OrderByDescending(unit => found.Layers[0].Iou[unit, column]).Take(3)));
            var (before, without) = (Answers(network), Answers(Without(network, row.Units)));
            double Mean(double[] values, int of) => Enumerable.Range(0, 36).Where(image => image % 12 == of).Average(image => values[image]);
            Assert.That(row.Accuracy, Is.EqualTo(Mean(before.Right, index)).Within(1e-12));
            Assert.That(row.Fall, Is.EqualTo(Mean(before.Right, index) - Mean(without.Right, index)).Within(1e-12).And.InRange(row.FallLow, row.FallHigh));
            double[] falls = [.. Enumerable.Range(0, 12).Select(of => Mean(before.Probability, of) - Mean(without.Probability, of))];
            Assert.That(row.ProbabilityFall, Is.EqualTo(falls[index]).Within(1e-12));
            Assert.That(row.ProbabilityFallOfOthers, Is.EqualTo(falls.Where((_, of) => of != index).Average()).Within(1e-12));
            Assert.That(row.IsHitHardest, Is.EqualTo(falls[index] > 0 && falls.Max() == falls[index]));
        }

        static (double[] Right, double[] Probability) Answers(Network network)
        {
            using var input = ConceptDataset.Of(s_world, 60).Input(network, 24, 36);
            var logits = ForwardWalk.Logits(network, input);
            var (best, probability) = (logits.argmax(1).data<long>().ToArray(), network.Architecture.Probability.Of(logits).contiguous().data<double>().ToArray());
            return ([.. best.Select((one, i) => one == i % 12 ? 1.0 : 0)], [.. best.Select((_, i) => probability[i * 12 + i % 12])]);
        }
    }

    [Test]
    public void Too_many_units_and_other_classes_are_refused()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.OfWorld(float64, CPU);
        var layer = new DissectedLayer("features.3", new double[8], new double[8, 1], new long[8], 1, []);
        Assert.That(() => ConceptAblation.Of(network, layer, [], 8, s_world, 0, 12), Throws.TypeOf<UserError>().With.Message.EqualTo("--ablate 8: features.3 has 8 units; give a number from 1 to 7, or other --layers"));
        Assert.That(() => ConceptAblation.Of(network, layer, [], 2, s_world, 0, 11), Throws.TypeOf<UserError>().With.Message.StartsWith("--ablate: 11 images don't show all of 12 classes"));
        using var other = SmallNetwork.Create(float64, CPU);
        Assert.That(() => ConceptAblation.Of(other, layer, [], 2, s_world, 0, 12), Throws.TypeOf<UserError>().With.Message.StartsWith("ablation looks at the accuracy of each class"));
    }

    /// <summary>Whatever layer the walk goes on from, with residual paths too, it computes the network's logits and leaves the output as it was.</summary>
    [TestCase("resnet-mini", "relu")]
    [TestCase("resnet-mini", "layer2.1.conv1")]
    [TestCase("resnet-mini", "layer2.0.add")]
    [TestCase("googlenet-mini", "inception3b.branch2.1.conv")]
    [TestCase("googlenet-mini", "fc")]
    public void Logits_follow_from_any_layer(string name, string layer)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(name, null, float64, CPU);
        var input = ConceptDataset.Of(new WorldOptions { Seed = 1 }, 2).Input(opened.Network, 0, 2);
        using var grad = no_grad();
        var outputs = ForwardWalk.Outputs(opened.Network, input, [layer, opened.Network.Architecture.Output.Name]);
        var before = outputs[0].contiguous().data<double>().ToArray();
        var logits = ForwardWalk.LogitsAfter(opened.Network, input, layer, outputs[0]);
        Assert.That(logits.contiguous().data<double>().ToArray(), Is.EqualTo(outputs[1].contiguous().data<double>().ToArray()).Within(1e-12));
        Assert.That(outputs[0].contiguous().data<double>().ToArray(), Is.EqualTo(before));
    }

    [Test]
    public void A_sheet_outlines_where_the_units_are_active()
    {
        using var scope = NewDisposeScope();
        using var network = SeeingNetwork.Of(32);
        var dataset = ConceptDataset.Of(s_world, 20);
        var settings = new DissectionSettings { Quantile = 0.02, TopImages = 3 };
        var found = Dissector.Run(network, ["see"], dataset, settings);
        Assert.That(found.Layers[0].Top.Select(unit => unit.Count), Is.All.EqualTo(3));
        var peaks = ForwardWalk.Outputs(network, dataset.Input(network, 0, 20), ["see"])[0].amax(2, 3).contiguous().data<double>().ToArray();
        Assert.That(found.Layers[0].Top[1], Is.EqualTo(Enumerable.Range(0, 20).OrderByDescending(image => peaks[image * 3 + 1]).Take(3)));
        var report = DissectionReport.Of(new OpenedNetwork(network, "formula", "0"), dataset, settings, found);
        var sheet = UnitSheet.Of(network, dataset, report, found.Layers[0])!;
        var outlined = Enumerable.Range(0, sheet.Width * sheet.Height).Count(i => sheet[i % sheet.Width, i / sheet.Width] == (255, 214, 0));
        Assert.That(outlined, Is.GreaterThan(3 * 3 * 8));
        Assert.That(sheet.Width, Is.GreaterThan(3 * 96));
        var none = report with { Units = [.. report.Units.Select(unit => unit with { Iou = 0 })] };
        Assert.That(UnitSheet.Of(network, dataset, none, found.Layers[0]), Is.Null);
    }

    private static Network Without(Network network, IReadOnlyList<int> units)
    {
        var parameters = FormulaWeights.Of(network.Architecture, 3, float64, CPU);
        foreach (var unit in units)
        {
            parameters["features.2.weight"].select(0, unit).zero_();
            parameters["features.2.bias"].select(0, unit).zero_();
        }

        return new Network(network.Architecture, parameters, float64, CPU);
    }
}
