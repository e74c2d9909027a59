using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Methods;
using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Suite;

namespace VizBench.Tests.Methods;

/// <summary>
/// Every place where a probability is used, on networks whose probability is a sigmoid. The oracle is that σ(z) is the softmax of the
/// logits (z, 0): a network of one output, or one class of a multi-label network, must give what a network of two classes gives.
/// </summary>
public sealed class ProbabilityTests
{
    private const int Size = 8;

    [TestCase("gradient", "of=probability")]
    [TestCase("saliency", "of=probability")]
    [TestCase("input-x-gradient", "of=probability")]
    [TestCase("rise", "masks=16")]
    [TestCase("score-cam", "weight=probability")]
    [TestCase("am-fourier", "steps=2;score=probability")]
    [TestCase("am-fourier", "steps=2;score=log-probability")]
    [TestCase("am-fourier", "steps=2;plus=probability:0")]
    [TestCase("fooling-gradient", "steps=3")]
    public void A_sigmoid_is_the_softmax_beside_a_logit_of_0(string method, string options)
    {
        using var scope = NewDisposeScope();
        using var two = Create([1, 0]);
        using var one = Create([1]);
        using var several = Create([1, -0.5, 2], ClassProbability.Sigmoid);
        var expected = Run(method, options, two);
        Assert.That(expected.Value.abs().flatten().amax(0).item<double>(), Is.Positive);
        foreach (var network in new[] { one, several })
        {
            var actual = Run(method, options, network);
            Assert.That(Farthest(actual.Value - expected.Value), Is.LessThan(1e-9 * Farthest(expected.Value)), $"{network.ClassCount} outputs");
            foreach (var (name, values) in expected.Scalars.Where(scalar => scalar.Key is "probability" or "objective"))
                Assert.That(actual.Scalars[name], Is.EqualTo(values).Within(1e-9), name);
        }
    }

    [Test]
    public void Of_one_output_the_gradient_of_the_probability_is_p_times_1_less_p_times_that_of_the_logit()
    {
        using var scope = NewDisposeScope();
        using var network = Create([1]);
        var (logit, probability) = (Run("gradient", "", network).Value, Run("gradient", "of=probability", network).Value);
        var z = ForwardWalk.Logits(network, Input()).data<double>().ToArray();
        for (var i = 0; i < 2; i++)
        {
            var p = 1 / (1 + Math.Exp(-z[i]));
            Assert.That(Farthest(probability.select(0, i) - logit.select(0, i) * (p * (1 - p))), Is.LessThan(1e-14));
        }
    }

    [TestCase("fooling-cppn")]
    [TestCase("fooling-direct")]
    public void Fooling_pictures_are_bred_for_the_sigmoid(string method)
    {
        using var scope = NewDisposeScope();
        using var network = Create([1]);
        var result = MethodRegistry.Named(method).Create(Settings("generations=3;population=8")).RunChecked(Probe(network) with { Targets = [0] });
        var logit = ForwardWalk.Logits(network, result.Value).item<double>();
        Assert.That(result.Scalars["probability"][0], Is.EqualTo(1 / (1 + Math.Exp(-logit))).Within(1e-12));
        Assert.That(result.Scalars["probability"][0], Is.Not.EqualTo(1));
    }

    [Test]
    public void The_margin_of_the_only_class_is_its_logit()
    {
        using var scope = NewDisposeScope();
        using var network = Create([1]);
        var objective = new ClassObjective(network.Architecture, [0, 0], ClassScore.Margin);
        Assert.That(Climb.ValuesOf(network, objective, Input(), 2, default).data<double>().ToArray(), Is.EqualTo(ForwardWalk.Logits(network, Input()).data<double>().ToArray()).Within(1e-14));
    }

    [Test]
    public void Deletion_and_insertion_look_at_the_sigmoid()
    {
        using var scope = NewDisposeScope();
        using var several = Create([-0.5, 1, 2], ClassProbability.Sigmoid);
        var z = ForwardWalk.Logits(several, Input()).data<double>().ToArray();
        for (var target = 0; target < 3; target++)
        {
            double[] expected = [1 / (1 + Math.Exp(-z[target])), 1 / (1 + Math.Exp(-z[3 + target]))];
            Assert.That(TargetScores.ProbabilityOf(several, target, default)(Input()).data<double>().ToArray(), Is.EqualTo(expected).Within(1e-14));
        }
    }

    [Test]
    public void What_features_and_suites_say_of_the_answer_is_the_sigmoid()
    {
        using var scope = NewDisposeScope();
        using var softmax = SmallNetwork.OfWorld(float64, CPU);
        using var network = new Network(softmax.Architecture.With(ClassProbability.Sigmoid), softmax.Parameters.ToDictionary(p => p.Key, p => p.Value.clone(), StringComparer.Ordinal));
        var world = new WorldOptions { Seed = 7, Size = WorldOptions.SmallestSize };
        var curve = FeatureInvariance.Of(network, SmallNetwork.SpatialLayer, "flatten", world, 1, 3)[0];
        var sample = new World(world).Draw(0);
        var input = PictureBatch.Of(network, [sample.Image]);
        var logits = ForwardWalk.Logits(network, input).data<double>().ToArray();
        double Sigmoid(long k) => 1 / (1 + Math.Exp(-logits[k]));
        Assert.That(curve.Probability[1], Is.EqualTo(Sigmoid(sample.Class)).Within(1e-12), "the middle step is the image as it is");
        var occlusion = OcclusionSensitivity.Of(network, input, SmallNetwork.SpatialLayer, 2, 8, 16);
        Assert.That(occlusion.UncoveredProbability, Is.EqualTo(Sigmoid(2)).Within(1e-12));
        using var prepared = new PreparedInput { Input = new WorldInput(7, 0), Value = input, Picture = sample.Image, Logits = logits, Probability = network.Architecture.Probability, Sha256 = "" };
        Assert.That(prepared.ProbabilityOf(3), Is.EqualTo(Sigmoid(3)).Within(1e-15));
    }

    [Test]
    public void Painted_pictures_are_judged_by_the_sigmoid()
    {
        using var scope = NewDisposeScope();
        using var softmax = SmallNetwork.OfWorld(float64, CPU);
        using var network = new Network(softmax.Architecture.With(ClassProbability.Sigmoid), softmax.Parameters.ToDictionary(p => p.Key, p => p.Value.clone(), StringComparer.Ordinal));
        var picture = PictureBatch.Of(network, [new World(new WorldOptions { Seed = 7, Size = WorldOptions.SmallestSize }).Draw(0).Image]);
        var logits = ForwardWalk.Logits(network, picture).data<double>().ToArray();
        // A class that the network gives more than a half, though another is more probable, and one that it gives less.
        long[] units = [Array.FindIndex(logits, value => value > 0 && value < logits.Max()), Array.FindIndex(logits, value => value < 0)];
        Assert.That(units, Is.All.Not.Negative);
        var settings = new PaintingSettings { Images = 12 };
        using var real = new RealImages(settings with { References = 2 });
        var scores = new PaintingScores(network, [network], DatasetResponses.Of(network, settings, default), real, settings, default).Of(new PaintedPictures(units, cat([picture, picture])));
        Assert.That(scores["probability"], Is.EqualTo(units.Select(unit => 1 / (1 + Math.Exp(-logits[unit])))).Within(1e-12));
        Assert.That(scores["transfer"], Is.EqualTo(new[] { 1.0, 0 }));
        Assert.That(scores["probability-by-others"], Is.EqualTo(units.Order().Select(unit => 1 / (1 + Math.Exp(-logits[unit])))).Within(1e-6), "the other network gets the colors, to float64's rounding");
        Assert.That(scores.Keys, Does.Not.Contain("kernel-distance"), "one picture of a class has no spread");
    }

    [TestCase(0.3, true)]
    [TestCase(-0.3, false)]
    public void A_network_of_one_class_is_right_where_it_says_more_than_a_half(double logit, bool right)
    {
        using var input = new PreparedInput
        {
            Input = new WorldInput(0, 0),
            Value = zeros([1]),
            Picture = new RgbImage(1, 1),
            TrueClass = 0,
            Logits = [logit],
            Probability = ClassProbability.Sigmoid,
            Sha256 = "",
        };
        Assert.That(input.IsRight, Is.EqualTo(right));
    }

    /// <summary>A network whose logits are multiples of one number z.</summary>
    private static Network Create(double[] multiples, ClassProbability? probability = null)
    {
        var stack = new LayerStack();
        stack.Sequence("features", new Convolution(3, 4, 3) { Padding = 1 }, new ReLU());
        stack.Add("flatten", new Flatten());
        stack.Add("fc", new Linear(4 * Size * Size, multiples.Length));
        var architecture = new Architecture("multiples", [3, Size, Size], Preprocessing.ConceptWorld(Size), stack.Layers);
        if (probability is { } given)
            architecture = architecture.With(given);
        using var scope = NewDisposeScope();
        var network = new Network(architecture, FormulaWeights.Of(architecture, 3, float64, CPU));
        using var grad = no_grad();
        var row = tensor(new VizBench.Randomness.StreamKey(5, "multiples", "row").Open().Normal(4 * Size * Size), [1, 4 * Size * Size], float64) * 0.2;
        network.ParametersOf("fc").Weight.copy_(tensor(multiples, [multiples.Length, 1]) * row);
        network.ParametersOf("fc").Bias!.zero_();
        network.Forget();
        return network;
    }

    private static Tensor Input() => tensor(new VizBench.Randomness.StreamKey(5, "multiples", "input").Open().Normal(2 * 3 * Size * Size), [2, 3, Size, Size], float64);

    private static Probe Probe(Network network) => new() { Network = network, Input = Input(), Targets = [0, 0], Seed = 11, Case = "probability" };

    private static MethodResult Run(string method, string options, Network network)
    {
        var info = MethodRegistry.Named(method);
        var probe = Probe(network) with { Layer = method is "score-cam" ? "features.1" : null };
        return info.Create(Settings(options)).RunChecked(probe);
    }

    private static Dictionary<string, string> Settings(string options) =>
        options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static double Farthest(Tensor values) => values.abs().flatten().amax(0).item<double>();
}
