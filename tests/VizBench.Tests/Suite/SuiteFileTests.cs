using NUnit.Framework;
using VizBench.Methods;
using VizBench.Suite;

namespace VizBench.Tests.Suite;

public sealed class SuiteFileTests
{
    private const string Good = """{ "name": "s", "networks": ["vgg-mini"], "inputs": [ { "world": { "seed": 1, "indices": [0] } } ], "methods": [ { "method": "saliency" } ] }""";

    [Test]
    public void Every_suite_of_the_product_can_be_read() =>
        Assert.That(SuiteCatalogue.Names.Select(SuiteDefinition.Load).Select(suite => suite.Cases.Count), Is.All.Positive);

    [Test]
    public void Quick_is_every_method_over_eight_inputs_or_two_classes()
    {
        var cases = SuiteDefinition.Load("quick").Cases;
        Assert.That(cases.GroupBy(c => c.MethodInfo.Id, StringComparer.Ordinal).Select(group => (group.Key, group.Count())), Is.EquivalentTo(MethodRegistry.All.Select(info => (info.Id, info.Description.Generates ? 2 : 8))));
        Assert.That(cases.Select(c => c.Id), Does.Contain("vgg-mini.saliency.world-1000-3"));
        Assert.That(cases.Select(c => c.Id), Is.Unique);
    }

    [Test]
    public void An_id_names_the_layer_and_the_options_that_differ_from_their_defaults()
    {
        using var suite = new SmallSuite();
        Assert.That(SuiteDefinition.Load(suite.File).Cases.Select(c => c.Id), Is.EqualTo(
            new[] { 0, 3 }.SelectMany(i => new[]
            {
                $"vgg-mini.forward.world-1000-{i}",
                $"vgg-mini.forward.world-1000-{i}.layer-features-7",
                $"vgg-mini.gradient.world-1000-{i}",
                $"vgg-mini.saliency.world-1000-{i}",
                $"vgg-mini.occlusion.world-1000-{i}.stride-3-32-32.window-3-32-32",
            })));
    }

    [Test]
    public void Another_spelling_of_a_network_gives_the_same_ids()
    {
        var quick = SuiteDefinition.Load("quick");
        Assert.That(quick.OnNetwork("vgg_mini").Cases.Select(c => (c.Id, c.NetworkName)), Is.EqualTo(quick.Cases.Where(c => c.NetworkName is "vgg-mini").Select(c => (c.Id, c.NetworkName))));
    }

    [Test]
    public void What_is_made_for_other_networks_is_left_out_and_said()
    {
        var elsewhere = SuiteDefinition.Load("quick-decoders").OnNetwork("vgg-mini");
        Assert.That(elsewhere.Cases, Is.Empty);
        Assert.That(elsewhere.Notes, Is.EqualTo(new[] { "invert-upconv is left out: it is made for caffenet-mini and alexnet-mini-robust, not for vgg-mini" }));
        Assert.That(SuiteDefinition.Load("quick-decoders").OnNetwork("caffenet-mini").Notes, Is.Empty);
        Assert.That(SuiteDefinition.Load("quick-decoders").OnNetwork("alexnet-mini-robust").Notes, Is.Empty);
        var robust = SuiteDefinition.Load("golden-decoders").OnNetwork("alexnet-mini-robust");
        Assert.That(robust.Cases.Select(one => one.Layer), Is.EqualTo(new[] { "relu6" }), "the one layer that it has a decoder of");
        Assert.That(robust.Notes, Is.EqualTo(new[] { "invert-upconv is left out: it is made for caffenet-mini, not for alexnet-mini-robust" }));
    }

    [TestCase("""{ "method": "occlusion", "set": { "baseline": -0.5 } }""", "vgg-mini.occlusion.world-1000-0.baseline-m0p5")]
    [TestCase("""{ "method": "occlusion", "set": { "baseline": 0.5 } }""", "vgg-mini.occlusion.world-1000-0.baseline-0p5")]
    [TestCase("""{ "method": "saliency", "set": { "reduce": "max-abs" } }""", "vgg-mini.saliency.world-1000-0")]
    [TestCase("""{ "method": "saliency", "set": { "reduce": "sum-abs" }, "name": "Summed Saliency" }""", "vgg-mini.summed-saliency.world-1000-0")]
    [TestCase("""{ "method": "grad-cam++" }""", "vgg-mini.grad-cam-plus-plus.world-1000-0")]
    [TestCase("""{ "method": "forward", "layer": "features.2", "units": [5, "3,1,2"], "target": 4 }""", "vgg-mini.forward.world-1000-0.layer-features-2.unit-5.unit-3-1-2.target-4")]
    public void Ids_are_stable(string method, string id)
    {
        using var suite = new SmallSuite($"[ {method} ]");
        Assert.That(SuiteDefinition.Load(suite.File).Cases[0].Id, Is.EqualTo(id));
    }

    [TestCase("2*logit:4", "2-logit-4")]
    [TestCase("-2*logit:4", "minus-2-logit-4")]
    [TestCase("conv4:7 - 0.1*logit:3", "conv4-7-minus-0-1-logit-3")]
    [TestCase("conv4:7 + 0.1*logit:3", "conv4-7-plus-0-1-logit-3")]
    [TestCase("conv4:[-7,-0.5*3]^2", "conv4-minus-7-minus-0-5-3-2")]
    [TestCase("conv4:[7,0.5*3]^2", "conv4-7-0-5-3-2")]
    public void Signs_tell_objectives_apart(string plus, string slug) => Assert.That(Slug.Of(plus), Is.EqualTo(slug));

    [TestCase("\"networks\"", "\"network\"", "key \"network\" is not known here; did you mean networks?")]
    [TestCase("\"vgg-mini\"", "\"vgg-mimi\"", "networks: there is no network 'vgg-mimi'")]
    [TestCase("\"saliency\"", "\"salience\"", "methods[0].method: there is no method 'salience'; did you mean saliency?")]
    [TestCase("\"method\":", "\"set\": { \"redice\": 1 }, \"method\":", "methods[0].set: saliency has no option 'redice'; it has of, reduce")]
    [TestCase("\"method\":", "\"set\": { \"reduce\": \"median\" }, \"method\":", "option reduce can't be 'median'; it takes max-abs or sum-abs or none")]
    [TestCase("\"method\":", "\"layr\": \"x\", \"method\":", "methods[0]: key \"layr\" is not known here; did you mean layer?")]
    [TestCase("[0]", "[0, -1]", "inputs[0].world.indices[1]: -1 is negative")]
    [TestCase("[0]", "[0, 0.5]", "inputs[0].world.indices[1]: expected a whole number, found 0.5")]
    [TestCase("[0]", "[]", "inputs[0].world.indices: the list is empty")]
    [TestCase("[0]", "[0, 0]", "exists already")]
    [TestCase("\"seed\": 1,", "", "inputs[0].world: key \"seed\" is missing")]
    [TestCase("\"world\"", "\"picture\": \"a.png\", \"world\"", "inputs[0]: an input is either")]
    [TestCase("\"name\": \"s\"", "\"name\": 5", "name: expected text, found 5")]
    [TestCase("\"name\": \"s\"", "\"name\": \"s\", \"name\": \"t\"", "key \"name\" occurs twice")]
    [TestCase("\"saliency\" }", "\"saliency\" }, { \"method\": \"saliency\" }", "methods[1]: case 'vgg-mini.saliency.world-1-0' exists already, from methods[0]")]
    [TestCase("\"networks\":", "\"networks\" = ", "line 1, column 27: not JSON here")]
    public void What_is_wrong_in_a_suite_is_named_with_its_place(string find, string replacement, string message)
    {
        using var folder = new Data.TestFolder();
        var file = folder.File("s.json");
        File.WriteAllText(file, Good);
        Assert.That(SuiteDefinition.Load(file).Cases, Has.Count.EqualTo(1));

        File.WriteAllText(file, Good.Replace(find, replacement, StringComparison.Ordinal));
        var error = Assert.Throws<FileError>(() => SuiteDefinition.Load(file));
        Assert.That(error.Message, Does.StartWith(file).And.Contain(message));
    }

    [Test]
    public void An_unknown_suite_lists_the_nearest() =>
        Assert.That(() => SuiteDefinition.Load("quik"), Throws.TypeOf<UserError>().With.Message.Contains("there is no suite 'quik'; did you mean quick?"));

    [Test]
    public void A_missing_suite_file_is_named() =>
        Assert.That(() => SuiteDefinition.Load("/nowhere/s.json"), Throws.InstanceOf<UserError>().With.Message.Contains("/nowhere/s.json"));

    [TestCase(null, "a.b", true)]
    [TestCase("*.saliency.*", "vgg.saliency.world", true)]
    [TestCase("vgg.*", "xvgg.saliency", false)]
    [TestCase("vgg.forward", "vgg.forward", true)]
    [TestCase("vgg.forward", "vgg.forward.layer-1", false)]
    [TestCase("*.a,*.b", "x.b", true)]
    [TestCase("x.?", "x.b", true)]
    [TestCase("x?b", "x.c", false)]
    [TestCase("x.*", "xab", false)]
    public void Filters_are_shell_patterns(string? pattern, string id, bool expected) => Assert.That(Glob.Matches(pattern, id), Is.EqualTo(expected));
}
