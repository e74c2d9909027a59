using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Optimising;

public sealed class ObjectiveTextTests
{
    private const string Layer = "features.2";

    [Test]
    public void Sums_differences_products_and_weights_are_what_they_say()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var input = SmallNetwork.ProbeOf(network, 2).Input;
        var one = Values(network, input, new UnitObjective(Layer, [new(1), new(1)]));
        var place = Values(network, input, new UnitObjective(Layer, [new(4, 3, 5), new(4, 3, 5)]));
        var logit = Values(network, input, new ClassObjective(network.Architecture, [2, 2]));
        var expected = Enumerable.Range(0, 2).Select(i => 0.5 * one[i] - place[i] * -2 * logit[i] + logit[i]);
        Assert.That(Values(network, input, Parsed(network, "0.5*features.2:1 - features.2:4,3,5 * -2*logit:2 + logit:c")), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void A_layer_alone_is_half_its_square_and_scores_have_their_names()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var input = SmallNetwork.ProbeOf(network, 2).Input;
        Assert.That(Values(network, input, Parsed(network, Layer)), Is.EqualTo(Values(network, input, new LayerObjective(Layer))).Within(1e-12));
        var probabilities = Enumerable.Range(0, 5).Select(i => Values(network, input, Parsed(network, $"probability:{i}"))[0]).ToArray();
        Assert.That(probabilities.Sum(), Is.EqualTo(1).Within(1e-12));
        Assert.That(Values(network, input, Parsed(network, "log-probability:3"))[0], Is.EqualTo(Math.Log(probabilities[3])).Within(1e-12));
        Assert.That(Enumerable.Range(0, 5).Sum(i => Values(network, input, Parsed(network, $"margin:{i}"))[0]), Is.Zero.Within(1e-12));
    }

    [Test]
    public void A_direction_is_channels_with_weights_and_a_power_of_the_cosine()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var input = SmallNetwork.ProbeOf(network, 2).Input;
        var maps = ForwardWalk.Outputs(network, input, [Layer])[0];
        var (dot, norm) = (maps.select(1, 3) - 0.5 * maps.select(1, 6), Math.Sqrt(1.25));
        var cosine = dot / (maps.square().sum(1).sqrt() * norm);
        Assert.That(Values(network, input, Parsed(network, "features.2:[3,-0.5*6]")), Is.EqualTo(Paintings.Numbers(dot.flatten(1).mean([1]))).Within(1e-9));
        Assert.That(Values(network, input, Parsed(network, "-2*features.2:[3,-0.5*6]^2")),
            Is.EqualTo(Paintings.Numbers(-2 * (dot * cosine.clamp(min: 0.1).square()).flatten(1).mean([1]))).Within(1e-9));
        Assert.That(Values(network, input, Parsed(network, $"{network.Architecture.Output.Name}:[2]")), Is.EqualTo(Values(network, input, Parsed(network, "logit:2"))).Within(1e-12));
    }

    [Test]
    public void Alone_the_text_is_all_that_is_climbed()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["steps"] = "4", ["transform"] = "false" };
        double[] Picture(Unit unit, params (string Name, string Value)[] more)
        {
            var all = new Dictionary<string, string>(settings, StringComparer.Ordinal);
            foreach (var (name, value) in more)
                all[name] = value;
            return Paintings.Numbers(MethodRegistry.Named("am-fourier").Create(all).RunChecked(SmallNetwork.ProbeOf(network, 1) with { Layer = Layer, Units = [unit] }).Value.flatten());
        }

        Assert.That(Picture(new Unit(1), ("plus", "features.2:1"), ("alone", "true")), Is.EqualTo(Picture(new Unit(1))));
        Assert.That(Picture(new Unit(1), ("plus", "features.2:4"), ("alone", "true")), Is.Not.EqualTo(Picture(new Unit(1))));
        Assert.That(() => Picture(new Unit(99), ("plus", "features.2:4"), ("alone", "true")), Throws.InstanceOf<UserError>().With.Message.Contains("unit 99 is out of range"));
        Assert.That(() => Picture(new Unit(1), ("alone", "true")), Throws.InstanceOf<UserError>().With.Message.Contains("nothing to climb without plus"));
    }

    [TestCase("features.2:[]", "is no direction")]
    [TestCase("features.2:[3", "is no direction")]
    [TestCase("features.2:[3]^-1", "is no direction")]
    [TestCase("features.2:[3,x]", "'x' is no part of a direction")]
    [TestCase("features.2:[a*3]", "'a*3' is no part")]
    [TestCase("features.2:[2*3*4]", "'2*3*4' is no part")]
    [TestCase("features.2:[8]", "unit 8 is out of range")]
    [TestCase("features.2:[3,-1*3]", "is zero")]
    [TestCase("", "terms with")]
    [TestCase("logit:1 +", "terms with")]
    [TestCase("logit:1 / logit:2", "'/' stands where")]
    [TestCase("much*logit:1", "'much' is no weight")]
    [TestCase("nan*logit:1", "'nan' is no weight")]
    [TestCase("logit:5", "no class '5'")]
    [TestCase("logit:-1", "no class '-1'")]
    [TestCase("features.2:8", "unit 8 is out of range")]
    [TestCase("features.2:1,2", "'1,2' is no unit")]
    [TestCase("features.2:1,2,99", "rows")]
    [TestCase("nowhere:1", "no layer 'nowhere'")]
    public void What_is_no_objective_is_refused_by_name(string text, string expected)
    {
        using var network = SmallNetwork.Create(float64, CPU);
        Assert.That(() => Parsed(network, text), Throws.InstanceOf<UserError>().With.Message.Contains(expected));
    }

    [Test]
    public void Climbing_a_unit_less_another_leaves_the_other_lower()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        double Other(string plus)
        {
            var method = MethodRegistry.Named("am-fourier").Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["steps"] = "24", ["transform"] = "false", ["plus"] = plus });
            var picture = method.RunChecked(SmallNetwork.ProbeOf(network, 1) with { Layer = Layer, Units = [new Unit(1)] }).Value;
            return Values(network, picture, new UnitObjective(Layer, [new(4)]))[0];
        }

        var (without, against, together) = (Other(""), Other("-3*features.2:4"), Other("3*features.2:4"));
        Assert.That(against, Is.LessThan(without));
        Assert.That(together, Is.GreaterThan(without));
    }

    private static Objective Parsed(Network network, string text) => ObjectiveText.Of("am-fourier: option plus", text, network.Architecture, 2);

    private static double[] Values(Network network, Tensor input, Objective objective)
    {
        using var grad = no_grad();
        var outputs = objective.Layers.Zip(ForwardWalk.Outputs(network, input, objective.Layers)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return Paintings.Numbers(objective.Of(new Seen(outputs, (int)input.shape[0])));
    }
}
