using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;

namespace VizBench.Tests.Networks;

public sealed class CanonizationTests
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

    [Test]
    public void A_factor_that_differs_from_position_to_position_stays()
    {
        using var scope = NewDisposeScope();
        using var network = Of([("conv", new Convolution(3, 4, 3) { Padding = 1 }, []), ("scale", new Scale([4, 6, 6]), []), ("shift", new Shift([4, 1, 1]), [])]);
        var merged = network.Merged();
        Assert.That(merged.Architecture.Layers.Select(layer => layer.Operation.GetType()), Is.EqualTo(new[] { typeof(Convolution), typeof(ScaleShift), typeof(Flatten), typeof(Linear) }));
        Assert.That(merged.Architecture.LayerNamed("shift").Name, Is.EqualTo("scale"));
        Assert.That(Logits(merged), Is.EqualTo(Logits(network)).Within(1e-12));
    }

    [Test]
    public void A_chain_with_no_linear_layer_before_it_becomes_one_layer()
    {
        using var scope = NewDisposeScope();
        using var network = Of([("subtract", new Shift([3, 1, 1]) { Subtracts = true }, []), ("divide", new Scale([3, 1, 1]) { Divides = true }, []), ("norm", new BatchNorm(3), []), ("conv", new Convolution(3, 2, 3), [])]);
        var merged = network.Merged();
        Assert.That(merged.Architecture.Layers.Select(layer => layer.Name), Is.EqualTo(new[] { "subtract", "conv", "flatten", "fc" }));
        Assert.That(Logits(merged), Is.EqualTo(Logits(network)).Within(1e-12));
    }

    [Test]
    public void Who_reads_a_layer_that_the_output_does_not_need_does_not_count()
    {
        using var scope = NewDisposeScope();
        using var network = Of([("conv", new Convolution(3, 4, 3), []), ("norm", new BatchNorm(4), []), ("side", new ReLU(), ["conv"]), ("relu", new ReLU(), ["norm"])]);
        var merged = network.Merged();
        Assert.That(merged.Architecture.Layers.Select(layer => layer.Name), Is.EqualTo(new[] { "conv", "relu", "flatten", "fc" }));
        Assert.That(Logits(merged), Is.EqualTo(Logits(network)).Within(1e-12));
    }

    [Test]
    public void The_output_itself_may_be_a_scale()
    {
        using var scope = NewDisposeScope();
        using var network = Of([("relu", new ReLU(), [])], [("temperature", new Affine(0.25, -1))]);
        var merged = network.Merged();
        Assert.That(merged.Architecture.Output.Name, Is.EqualTo("fc"));
        Assert.That(Logits(merged), Is.EqualTo(Logits(network)).Within(1e-12));
    }

    [Test]
    public void A_merge_in_float32_is_that_of_float64_rounded()
    {
        using var scope = NewDisposeScope();
        using var network = Create(normalised: true);
        using var single = network.To(float32, CPU);
        using var back = single.To(float64, CPU);
        var (merged, exact) = (single.Merged().ParametersOf("conv"), back.Merged().ParametersOf("conv"));
        Assert.That(merged.Weight.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(merged.Weight.eq(exact.Weight.to(float32)).all().item<bool>() && merged.Bias!.eq(exact.Bias!.to(float32)).all().item<bool>());
    }

    private static Network Of((string Name, Operation Operation, string[] Inputs)[] layers, params (string Name, Operation Operation)[] last)
    {
        var stack = new LayerStack();
        foreach (var (name, operation, inputs) in layers)
            stack.Add(name, operation, inputs);
        stack.Add("flatten", new Flatten());
        var features = new Architecture("features", [3, 6, 6], Preprocessing.ConceptWorld(6), stack.Layers).ShapeOf("flatten")[0];
        stack.Add("fc", new Linear(features, 3));
        foreach (var (name, operation) in last)
            stack.Add(name, operation);
        var architecture = new Architecture("spelled", [3, 6, 6], Preprocessing.ConceptWorld(6), stack.Layers, ["a", "b", "c"]);
        using var scope = NewDisposeScope();
        return new Network(architecture, FormulaWeights.Of(architecture, 3, float64, CPU));
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
