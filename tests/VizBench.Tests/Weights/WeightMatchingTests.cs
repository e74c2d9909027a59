using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using static VizBench.Tests.Weights.PickleBytes;

namespace VizBench.Tests.Weights;

/// <summary>Which of a file's tensors are a network's: under which key, behind which prefix, with how many classes.</summary>
public sealed class WeightMatchingTests
{
    private static readonly Architecture s_small = new(
        "small", [3, 4, 4], Preprocessing.ConceptWorld(4),
        [
            new Layer("conv1", new Convolution(3, 2, 1), [Architecture.InputName]),
            new Layer("layer.0.relu", new ReLU(), ["conv1"]),
            new Layer("pool", new AdaptiveAveragePool(1), ["layer.0.relu"]),
            new Layer("flatten", new Flatten(), ["pool"]),
            new Layer("fc", new Linear(2, 3), ["flatten"]),
            new Layer("softmax", new Softmax(), ["fc"]),
        ],
        ["a", "b", "c"])
    {
        UnusedParameters = ["aux."],
    };

    [TestCase("")]
    [TestCase("module.")]
    [TestCase("_orig_mod.")]
    [TestCase("model.")]
    [TestCase("backbone.")]
    [TestCase("module._orig_mod.")]
    [TestCase("model.module.")]
    [TestCase("net.encoder.of.their.own.")]
    public void A_prefix_that_all_names_have_is_taken_off(string prefix)
    {
        var matched = Match(Named(prefix));
        Assert.That(matched.Tensors.Keys, Is.EqualTo(s_small.ParameterShapes.Select(parameter => parameter.Key)));
        Assert.That(matched.Architecture.Classes, Has.Count.EqualTo(3));
        Assert.That(matched.Notes, Is.Empty);
    }

    [Test]
    public void Tensors_beside_the_prefix_are_passed_over_and_told()
    {
        var matched = Match([.. Named("model."), ("loss.center", [3]), ("n_averaged", [])]);
        Assert.That(matched.Tensors, Has.Count.EqualTo(4));
        Assert.That(matched.Notes, Is.EqualTo(new[] { "these weights: 2 tensors outside 'model.' are passed over (loss.center, n_averaged)" }));
    }

    [Test]
    public void Of_a_network_and_its_average_the_network_is_taken()
    {
        var matched = Match([.. Named("ema_model."), .. Named("model.")]);
        Assert.That(matched.Tensors["fc.weight"].Name, Is.EqualTo("model.fc.weight"));
        Assert.That(matched.Notes[0], Is.EqualTo("these weights: weights that fit small are at 'model.' and at 'ema_model.'; those at 'model.' are taken"));
        // The network itself bears no prefix, its average does.
        var plain = Match([.. Named(""), .. Named("ema.")]);
        Assert.That(plain.Tensors["fc.weight"].Name, Is.EqualTo("fc.weight"));
        Assert.That(plain.Notes[0], Does.Contain("those at the file's top are taken"));
    }

    [Test]
    public void Counters_and_heads_for_training_alone_are_no_fault()
    {
        var matched = Match([.. Named("module."), ("module.bn.num_batches_tracked", []), ("module.total_ops", []), ("module.aux.weight", [7, 7])]);
        Assert.That(matched.Notes, Is.Empty);
    }

    [TestCase("net")]
    [TestCase("model_state")]
    [TestCase("params")]
    [TestCase("ema")]
    [TestCase("generator")]
    [TestCase("model/state_dict")]
    [TestCase("checkpoint/net")]
    public void The_state_dict_is_found_under_any_key(string keys)
    {
        using var folder = new TemporaryFolder();
        var value = Pickled(Named("module."));
        foreach (var key in keys.Split('/').Reverse())
            value = Dict((key, value), ("epoch", Int(1)));
        using var state = WeightsFile.Read(folder.File("a", File(value)));
        Assert.That(WeightMatching.Of(s_small, state).Notes, Is.Empty);
    }

    [Test]
    public void Of_several_state_dicts_the_one_that_fits_is_taken()
    {
        using var folder = new TemporaryFolder();
        var discriminator = Pickled([("head.weight", [2, 2])]);
        using var state = WeightsFile.Read(folder.File("a", File(Dict(("model", discriminator), ("rng_state", Four), ("teacher", Pickled(Named(""))), ("student", Pickled(Named("")))))));
        var matched = WeightMatching.Of(s_small, state);
        using var network = WeightLoader.Load(matched, float64, CPU);
        Assert.That(network.Parameters["conv1.bias"].data<double>().ToArray(), Is.EqualTo(new double[] { 1, 1 }));
        Assert.That(matched.Notes, Is.EqualTo(new[] { $"{state.Source}: weights that fit small are at ['student'] and at ['teacher']; those at ['student'] are taken" }));
    }

    [Test]
    public void Both_the_key_and_the_prefix_are_named_where_weights_do_not_fit()
    {
        using var folder = new TemporaryFolder();
        using var state = WeightsFile.Read(folder.File("a", File(Dict(("net", Pickled([.. Named("m.")[..3], ("m.other", [1])]))))));
        Assert.That(
            () => WeightMatching.Of(s_small, state),
            Throws.InstanceOf<UserError>().With.Message.EqualTo(
                $"{state.Source}: these are not the weights of small (looked for at ['net'], 'm.'): tensor 'fc.bias' (3) is missing; tensor 'm.other' belongs to no layer; name the architecture that they were made for"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(10)]
    public void A_classifier_of_another_size_makes_a_network_with_as_many_classes(int count)
    {
        var matched = Match([.. Named("")[..2], ("fc.weight", [count, 2]), ("fc.bias", [count])]);
        Assert.That(matched.Architecture.ClassCount, Is.EqualTo(count));
        Assert.That(matched.Architecture.Classes, Is.Empty);
        Assert.That(matched.Notes, Is.EqualTo(new[] { $"these weights: its classifier has {count} {(count == 1 ? "class" : "classes")}, small's own has 3: this is small with {count}, whose names are not known" }));
        Assert.That(s_small.ClassCount, Is.EqualTo(3));
    }

    [Test]
    public void A_classifier_of_other_features_or_of_two_sizes_is_a_fault()
    {
        Assert.That(() => Match([.. Named("")[..2], ("fc.weight", [5, 4]), ("fc.bias", [5])]), Throws.InstanceOf<UserError>().With.Message.Contains("tensor 'fc.weight' has shape (5, 4), expected (5, 2)"));
        Assert.That(() => Match([.. Named("")[..2], ("fc.weight", [5, 2]), ("fc.bias", [3])]), Throws.InstanceOf<UserError>().With.Message.Contains("tensor 'fc.bias' has shape (3), expected (5)"));
        Assert.That(() => Match([.. Named("")[..2], ("fc.weight", [0, 2]), ("fc.bias", [0])]), Throws.InstanceOf<UserError>().With.Message.Contains("expected (3, 2)"));
    }

    private static IEnumerable<string> Classifiers => NetworkCatalogue.All.Where(entry => entry.Build().HasClasses).Select(entry => entry.Name);

    [TestCaseSource(nameof(Classifiers))]
    public void Every_network_of_the_zoo_takes_another_number_of_classes(string name)
    {
        var architecture = NetworkCatalogue.Named(name).Build();
        var resized = architecture.WithClassCount(7)!;
        Assert.That(resized.ClassCount, Is.EqualTo(7));
        Assert.That(resized.Classifier!.Name, Is.EqualTo(architecture.Classifier!.Name));
        var (before, after) = (architecture.ParameterShapes.ToDictionary(StringComparer.Ordinal), resized.ParameterShapes.ToDictionary(StringComparer.Ordinal));
        Assert.That(after.Where(parameter => !parameter.Value.SequenceEqual(before[parameter.Key])).Select(parameter => parameter.Key),
            Is.EquivalentTo(new[] { architecture.Classifier.ParameterName("weight"), architecture.Classifier.ParameterName("bias") }));
    }

    [Test]
    public void A_name_of_a_million_dots_takes_no_time()
    {
        var error = Assert.Throws<UserError>(() => Match([(new string('.', 1 << 20), [1])]))!;
        Assert.That(error.Message, Has.Length.LessThan(1000));
    }

    private static (string Name, long[] Shape)[] Named(string prefix) => [.. s_small.ParameterShapes.Select(parameter => ($"{prefix}{parameter.Key}", parameter.Value))];

    private static MatchedWeights Match((string Name, long[] Shape)[] tensors)
    {
        using var state = new StateDict(tensors.Select(t => new WeightTensor(t.Name, ScalarType.Float32, t.Shape, new byte[4 * t.Shape.Aggregate(1L, (a, b) => a * b)])));
        return WeightMatching.Of(s_small, state);
    }

    // Storage '1' is all ones.
    private static byte[] Pickled((string Name, long[] Shape)[] tensors) => Dict([.. tensors.Select(t => (t.Name, Tensor(Storage("FloatStorage", "1", 64), 0, t.Shape, Strides(t.Shape))))]);

    private static long[] Strides(long[] shape) => [.. shape.Select((_, axis) => shape.Skip(axis + 1).Aggregate(1L, (a, b) => a * b))];

    private static byte[] File(byte[] value) =>
        ZipFile(Whole(value), ("data/0", FourFloats), ("data/1", [.. Enumerable.Repeat(new byte[] { 0, 0, 128, 63 }, 64).SelectMany(bytes => bytes)]));
}
