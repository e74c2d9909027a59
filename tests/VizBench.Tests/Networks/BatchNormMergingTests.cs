using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;

namespace VizBench.Tests.Networks;

public sealed class BatchNormMergingTests
{
    [Test]
    public void The_merged_network_computes_the_same()
    {
        using var scope = NewDisposeScope();
        using var network = Create(normalised: true);
        var merged = network.Merged();
        Assert.That(merged.Architecture.Layers.Any(layer => layer.Operation is BatchNorm), Is.False);
        Assert.That(Logits(merged), Is.EqualTo(Logits(network)).Within(1e-12));
    }

    [Test]
    public void A_normalisation_whose_convolution_someone_else_reads_stays()
    {
        using var scope = NewDisposeScope();
        using var network = Create(normalised: true, readTwice: true);
        var merged = network.Merged();
        Assert.That(merged.Architecture.Layers.Any(layer => layer.Operation is BatchNorm), Is.True);
        Assert.That(Logits(merged), Is.EqualTo(Logits(network)).Within(1e-12));
    }

    [Test]
    public void It_is_made_once_and_is_the_network_itself_where_nothing_can_be_merged()
    {
        using var scope = NewDisposeScope();
        using var network = Create(normalised: true);
        using var plain = Create(normalised: false);
        var first = network.Merged();
        Assert.That(first, Is.Not.SameAs(network));
        Assert.That(network.Merged(), Is.SameAs(first));
        Assert.That(plain.Merged(), Is.SameAs(plain));
    }

    [Test]
    public void Parameters_changed_in_place_count_once_the_network_forgets()
    {
        using var scope = NewDisposeScope();
        using var network = Create(normalised: true);
        var parameters = network.ParametersOf("conv");
        _ = (network.Merged(), parameters.PositiveWeight, parameters.NegativeWeight);
        using (no_grad())
            parameters.Weight.mul_(-1);
        network.Forget();
        Assert.That(Logits(network.Merged()), Is.EqualTo(Logits(network)).Within(1e-12));
        Assert.That((parameters.PositiveWeight + parameters.NegativeWeight - parameters.Weight).abs().sum().item<double>(), Is.Zero);
        Assert.That(parameters.PositiveWeight.lt(0).any().item<bool>(), Is.False);
    }

    [Test]
    public void What_is_kept_outlives_the_scope_that_asked_for_it()
    {
        using var network = Create(normalised: true);
        using (NewDisposeScope())
            _ = (network.Merged(), network.ParametersOf("conv").PositiveWeight);
        using var scope = NewDisposeScope();
        Assert.That(Logits(network.Merged()), Is.EqualTo(Logits(network)).Within(1e-12));
        Assert.That(network.ParametersOf("conv").PositiveWeight.sum().item<double>(), Is.Positive);
    }

    private static double[] Logits(Network network)
    {
        var input = tensor([.. Enumerable.Range(0, 2 * 3 * 6 * 6).Select(i => Math.Sin(i))], [2, 3, 6, 6], float64);
        return ForwardWalk.Outputs(network, input, [network.Architecture.Output.Name])[0].data<double>().ToArray();
    }

    private static Network Create(bool normalised, bool readTwice = false)
    {
        var stack = new LayerStack();
        stack.Add("conv", new Convolution(3, 4, 3) { Padding = 1 });
        if (normalised)
            stack.Add("norm", new BatchNorm(4));
        if (readTwice)
            stack.Add("sum", new Add(), "norm", "conv");
        stack.Add("relu", new ReLU());
        stack.Add("flatten", new Flatten());
        stack.Add("fc", new Linear(4 * 6 * 6, 3));
        var architecture = new Architecture("normalised", [3, 6, 6], Preprocessing.ConceptWorld(6), stack.Layers, ["a", "b", "c"]);
        using var scope = NewDisposeScope();
        return new Network(architecture, FormulaWeights.Of(architecture, 3, float64, CPU));
    }
}
