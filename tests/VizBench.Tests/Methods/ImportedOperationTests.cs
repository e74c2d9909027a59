using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.DeepLift;
using VizBench.Methods.Relevance;
using VizBench.Networks;
using VizBench.Networks.Weights;

namespace VizBench.Tests.Methods;

/// <summary>Methods by rules on layers that only imported networks have: transposed convolutions, resampling, norms, other activations.</summary>
public sealed class ImportedOperationTests
{
    private static readonly string[] s_methods = ["gradient", "input-x-gradient", "integrated-gradients", "deeplift-rescale", "lrp", "excitation-backprop", "grad-cam", "layer-cam"];

    [TestCaseSource(nameof(Operations))]
    public void Every_method_gives_two_images_what_it_gives_each_alone(object operation)
    {
        using var scope = NewDisposeScope();
        using var network = NetworkWith((Operation)operation);
        foreach (var id in s_methods)
        {
            var method = MethodRegistry.Named(id).Create(new Dictionary<string, string>(StringComparer.Ordinal));
            var probe = ProbeOf(network);
            var together = method.RunChecked(probe).Value;
            Assert.That(together.isfinite().all().item<bool>(), $"{id} is finite");
            Assert.That((double)together.abs().flatten().amax(0), Is.Positive, $"{id} says something");
            for (var i = 0; i < 2; i++)
            {
                var alone = method.RunChecked(probe with { Input = probe.Input.narrow(0, i, 1), Targets = [probe.Targets[i]] }).Value;
                var expected = together.narrow(0, i, 1);
                Assert.That((double)(alone - expected).abs().flatten().amax(0), Is.LessThanOrEqualTo(1e-11 * (double)expected.abs().flatten().amax(0)), $"{id}, image {i}");
            }
        }
    }

    [TestCaseSource(nameof(Operations))]
    public void DeepLift_sums_to_the_rise_of_the_logit(object operation)
    {
        using var scope = NewDisposeScope();
        using var network = NetworkWith((Operation)operation);
        var result = new DeepLiftRescale { Baseline = 0.3 }.RunChecked(ProbeOf(network));
        Assert.That(result.Scalars["completeness-error"], Is.All.LessThan(1e-7), "the rise of the logit");
    }

    /// <summary>What moves, repeats, selects or sums values loses no relevance, and a linear layer without bias loses none.</summary>
    [TestCaseSource(nameof(Operations))]
    public void Relevance_sums_to_the_logit(object operation)
    {
        using var scope = NewDisposeScope();
        using var network = NetworkWith((Operation)operation);
        var relevance = new Lrp { Rule = LrpRule.Epsilon, Epsilon = 1e-12, Stabilizer = 1e-12 }.RunChecked(ProbeOf(network)).Value;
        Assert.That(relevance.flatten(1).sum(1).data<double>().ToArray(), Is.All.EqualTo(1).Within(1e-6));
    }

    // z^B is a rule for pixels alone.
    private static IEnumerable<LrpRule> RulesOfHiddenLayers() => Enum.GetValues<LrpRule>().Where(rule => rule != LrpRule.Zbox);

    [TestCaseSource(nameof(RulesOfHiddenLayers))]
    public void A_transposed_convolution_is_a_linear_layer_to_every_relevance_rule(LrpRule rule)
    {
        // As a convolution of stride 1 with the kernel turned round and its channels exchanged.
        using var scope = NewDisposeScope();
        var weight = FormulaWeights.Input("kernel", 1, 4, 4, 3, 3);
        var turned = weight.transpose(0, 1);
        foreach (var axis in new[] { 2, 3 })
            turned = turned.index_select(axis, tensor(new long[] { 2, 1, 0 }, [3]));
        using var transposed = NetworkWith(new TransposedConvolution(4, 4, 3) { Padding = 1, HasBias = false }, weight);
        using var plain = NetworkWith(new Convolution(4, 4, 3) { Padding = 1, HasBias = false }, turned.contiguous());
        var method = new Lrp { Rule = rule };
        var (actual, expected) = (method.RunChecked(ProbeOf(transposed)).Value, method.RunChecked(ProbeOf(plain)).Value);
        Assert.That(actual.data<double>().ToArray(), Is.EqualTo(expected.data<double>().ToArray()).Within(1e-11 * (double)expected.abs().flatten().amax(0)));
    }

    [Test]
    public void Guided_backpropagation_and_DeconvNet_take_a_thresholded_relu_for_a_rectifier()
    {
        using var scope = NewDisposeScope();
        using var network = NetworkWith(new ThresholdedReLU(0.25));
        foreach (var id in new[] { "guided-backprop", "deconvnet" })
            Assert.That(MethodRegistry.Named(id).Create(new Dictionary<string, string>(StringComparer.Ordinal)).RunChecked(ProbeOf(network)).Value.isfinite().all().item<bool>(), id);
    }

    private static IEnumerable<TestCaseData> Operations()
    {
        static ResampledAxis Axis(int axis, ResampleKind kind, double scale) => new(axis, null, scale, kind, ResampleCoordinates.HalfPixel);
        Operation[] operations =
        [
            new Abs(), new ThresholdedReLU(0.25), new Softsign(), new Swish(1), new Elu(0.5) { InputScale = 2 }, new Gelu { IsApproximate = true }, new Sine(),
            new TransposedConvolution(4, 4, 3) { Stride = 2, Padding = 1, OutputPadding = 1, HasBias = false },
            new TransposedConvolution(4, 6, 2) { Groups = 2, HasBias = false },
            new Resample([Axis(1, ResampleKind.Nearest, 2), Axis(2, ResampleKind.Nearest, 1.5)]), new Resample([Axis(1, ResampleKind.Linear, 2), Axis(2, ResampleKind.Linear, 0.5)]),
            new Resample([Axis(1, ResampleKind.Cubic, 2), Axis(2, ResampleKind.Cubic, 2)]),
            new LpPool(2, 2, 2), new LpPool(3, 2, 1), new LpNormalization(0, 2),
            new AxisReduction(ReductionKind.L2, [0]), new AxisReduction(ReductionKind.Minimum, [1]), new AxisReduction(ReductionKind.LogOfSumOfExponentials, [0]), new AxisReduction(ReductionKind.Product, [0]),
            new EdgePad(1, 2), new WrapPad(2, 1), new Tile([2, 1, 2]), new Maximum(), new Minimum(),
        ];
        return operations.Select(operation => new TestCaseData(operation).SetArgDisplayNames(operation.ToString()!.Split('{')[0].Trim() + " " + Math.Abs(operation.ToString()!.Sum(c => c))));
    }

    /// <summary>A convolution, the operation, and a fully connected layer, all without biases.</summary>
    private static Network NetworkWith(Operation operation, Tensor? weight = null)
    {
        var stack = new LayerStack();
        stack.Add("conv", new Convolution(3, 4, 3) { Padding = 1, HasBias = false });
        if (operation is BroadcastOperation)
            stack.Add("other", new Convolution(3, 4, 1) { HasBias = false }, Architecture.InputName);
        stack.Add("tested", operation, operation is BroadcastOperation ? ["conv", "other"] : ["conv"]);
        stack.Add("flatten", new Flatten());
        long[] shape = operation.OutputShape([.. (operation is BroadcastOperation ? new[] { 0, 1 } : [0]).Select(_ => new long[] { 4, 6, 6 })]);
        stack.Add("fc", new Linear(shape.Aggregate((product, size) => product * size), 5) { HasBias = false });
        var architecture = new Architecture("tested", [3, 6, 6], Preprocessing.ConceptWorld(6), stack.Layers);
        var parameters = FormulaWeights.Of(architecture, 1, float64).ToDictionary(StringComparer.Ordinal);
        if (weight is not null)
            parameters["tested.weight"] = weight;
        return new Network(architecture, parameters);
    }

    private static Probe ProbeOf(Network network) => new() { Network = network, Input = FormulaWeights.Input("imported operations", 1, 2, 3, 6, 6), Targets = [1, 3], Layer = null };
}
