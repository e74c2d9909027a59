using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Relevance;
using VizBench.Methods.Relevance.Paths;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Methods;

public sealed class RelevancePathsTests
{
    [TestCase("vgg-mini")]
    [TestCase("googlenet-mini")]
    [TestCase("resnet-mini")]
    public void Flows_into_a_unit_sum_to_what_it_has_and_units_to_what_the_layer_has(string name)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(name, null, float64, CPU);
        var probe = ProbeOf(opened.Network, 2);
        var result = new RelevancePaths { Top = 3 }.RunChecked(probe);
        var sums = new Lrp().RunChecked(probe).LayerSums.ToDictionary(sum => sum.Layer, sum => sum.Values, StringComparer.Ordinal);
        Assert.That(result.Flows, Has.Count.EqualTo(2));
        for (var sample = 0; sample < 2; sample++)
        {
            var graph = result.Flows[sample];
            Assert.That(graph.Layers, Has.Count.GreaterThanOrEqualTo(3));
            foreach (var layer in graph.Layers)
            {
                Assert.That(layer.Nodes.Sum(node => node.Amount), Is.EqualTo(layer.Total).Within(1e-10));
                Assert.That(layer.Total, Is.EqualTo(sums[layer.Layer][sample]).Within(1e-10), layer.Layer);
                Assert.That(layer.Nodes.SkipLast(1).Select(node => node.Amount), Is.Ordered.Descending);
            }

            foreach (var layer in graph.Layers.SkipLast(1))
            {
                foreach (var node in layer.Nodes)
                {
                    var flows = graph.Flows.Where(flow => string.Equals(flow.ToLayer, layer.Layer, StringComparison.Ordinal) && flow.ToUnit == node.Unit);
                    Assert.That(flows.Sum(flow => flow.Amount), Is.EqualTo(node.Amount).Within(1e-10), $"{layer.Layer} {node.Unit}");
                }
            }
        }
    }

    /// <summary>The rest after three units is computed as a difference; here no unit is left for the rest, so nothing may remain.</summary>
    [Test]
    public void Where_every_unit_stands_by_itself_nothing_flows_past_them()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var graph = new RelevancePaths { Top = 8, Layers = ["features.1", "features.3"] }.RunChecked(SmallNetwork.ProbeOf(network, 1)).Flows[0];
        var past = graph.Flows.Where(flow => flow.FromLayer is "features.3" && flow.FromUnit is null).Select(flow => flow.Amount);
        Assert.That(past, Is.All.EqualTo(0).Within(1e-12));
        Assert.That(graph.Flows.Count(flow => flow.FromUnit is not null && flow.FromLayer is "features.3"), Is.EqualTo(64));
    }

    [Test]
    public void What_went_through_each_unit_sums_to_the_whole()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 2);
        var whole = new Lrp().RunChecked(probe).Value;
        var parts = Enumerable.Range(0, 8).Select(unit => new RelevancePaths().RunChecked(probe with { Layer = "features.2", Units = [new Unit(unit)] }).Value);
        var difference = (parts.Aggregate((sum, part) => sum + part) - whole).abs().flatten().amax(0).item<double>();
        Assert.That(difference, Is.LessThan(1e-12 * whole.abs().flatten().amax(0).item<double>()));
        Assert.That((new RelevancePaths().RunChecked(probe).Value - whole).abs().flatten().amax(0).item<double>(), Is.Zero);
    }

    /// <summary>
    /// x = (1, 2); hidden = (1·1 + 1·2, 2·1 + 0·2) = (3, 2); class 0 = 1·3 + 2·2 = 7. With relevance 7 at the class, the hidden
    /// units have 3 and 4; of the first's 3, 1 comes from x₁ and 2 from x₂; the second's 4 come from x₁.
    /// </summary>
    [Test]
    public void Flows_are_those_computed_by_hand()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("first", new Convolution(2, 2, 1));
        stack.Add("relu", new ReLU());
        stack.Add("second", new Convolution(2, 2, 1));
        stack.Add("relu2", new ReLU());
        stack.Add("flatten", new Flatten());
        stack.Add("class", new Linear(2, 1));
        var architecture = new Architecture("hand", [2, 1, 1], Preprocessing.ConceptWorld(1), stack.Layers, ["a"]);
        using var network = new Network(architecture, new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["first.weight"] = tensor([1.0, 0, 0, 1], [2, 2, 1, 1]),
            ["first.bias"] = zeros([2], float64),
            ["second.weight"] = tensor([1.0, 1, 2, 0], [2, 2, 1, 1]),
            ["second.bias"] = zeros([2], float64),
            ["class.weight"] = tensor([1.0, 2], [1, 2]),
            ["class.bias"] = zeros([1], float64),
        });
        var probe = new Probe { Network = network, Input = tensor([1.0, 2], [1, 2, 1, 1]), Targets = [0] };
        var graph = new RelevancePaths { Seed = RelevanceSeed.Logit, Top = 2 }.RunChecked(probe).Flows[0];
        double Of(string from, long? unit, string to, long lower) => graph.Flows.Single(flow => (flow.FromLayer, flow.FromUnit, flow.ToLayer, flow.ToUnit) == (from, unit, to, lower)).Amount;
        Assert.That(Of("class", 0, "relu2", 0), Is.EqualTo(3).Within(1e-5));
        Assert.That(Of("class", 0, "relu2", 1), Is.EqualTo(4).Within(1e-5));
        Assert.That(Of("relu2", 0, "relu", 0), Is.EqualTo(1).Within(1e-5));
        Assert.That(Of("relu2", 0, "relu", 1), Is.EqualTo(2).Within(1e-5));
        Assert.That(Of("relu2", 1, "relu", 0), Is.EqualTo(4).Within(1e-5));
        Assert.That(Of("relu2", 1, "relu", 1), Is.EqualTo(0).Within(1e-5));
    }

    [Test]
    public void The_layers_shown_are_those_that_every_path_goes_through()
    {
        var architecture = NetworkCatalogue.ArchitectureOf("resnet18");
        var cuts = CutLayers.Of(architecture);
        Assert.That(cuts, Does.Contain("conv1").And.Contain("layer1.0.relu_1").Or.Contain("layer1.0.relu2"));
        Assert.That(cuts, Does.Not.Contain("layer1.0.conv1").And.Not.Contain("fc"));
    }

    [TestCase("features.9", 0, "small has no layer 'features.9'")]
    [TestCase("features.2", 8, "unit 8 is out of range: features.2 has 8, 0 to 7")]
    [TestCase("classifier.0", 0, "relevance-paths starts at classifier.0, the network's output; name a layer before it")]
    public void A_unit_that_is_not_there_is_named(string layer, long unit, string message)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 1) with { Layer = layer, Units = [new Unit(unit)] };
        Assert.That(() => new RelevancePaths().RunChecked(probe), Throws.InstanceOf<UserError>().With.Message.StartsWith(message));
    }

    [Test]
    public void Half_a_condition_and_no_units_at_all_are_refused()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 1);
        Assert.That(() => new RelevancePaths().RunChecked(probe with { Layer = "features.2" }), Throws.InstanceOf<UserError>().With.Message.Contains("both --layer and one --unit"));
        Assert.That(() => new RelevancePaths { Top = 0 }.RunChecked(probe), Throws.InstanceOf<UserError>().With.Message.Contains("top must be at least 1"));
        Assert.That(() => new RelevancePaths { Layers = ["featurs"] }.RunChecked(probe), Throws.InstanceOf<UserError>().With.Message.Contains("has no layer 'featurs'"));
    }

    private static Probe ProbeOf(Network network, int batch) => new()
    {
        Network = network,
        Input = tensor(new VizBench.Randomness.StreamKey(5, "paths", "input").Open().Normal(batch * 3 * 64 * 64), [batch, 3, 64, 64]),
        Targets = [.. Enumerable.Range(0, batch).Select(i => (long)i)],
    };
}
