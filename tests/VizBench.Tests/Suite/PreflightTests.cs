using System.Text.Json;
using NUnit.Framework;
using VizBench.Suite;
using VizBench.Tests.Channels;

namespace VizBench.Tests.Suite;

/// <summary>What would make cases fail is said before the run begins, all at once, and nothing is written.</summary>
internal sealed class PreflightTests
{
    [TestCase("""[ { "method": "saliency", "target": 99 } ]""", "vgg-mini.saliency.world-1000-0.target-99: target 99 is out of range: vgg-mini has 12 classes, 0 to 11")]
    [TestCase("""[ { "method": "forward", "layer": "feature.7" } ]""", "vgg-mini has no layer 'feature.7'; the nearest names are features.7")]
    [TestCase("""[ { "method": "forward", "layer": "features.0", "units": [24] } ]""", "unit 24 is out of range: features.0 has 24 channels, 0 to 23")]
    [TestCase("""[ { "method": "forward", "layer": "features.0", "units": ["1,64,0"] } ]""", "unit 1,64,0 is out of range: features.0 has 64 rows and 64 columns")]
    [TestCase("""[ { "method": "saliency", "layer": "features.0" } ]""", "saliency: one unit is explained at a time, and 0 of features.0 were named")]
    [TestCase("""[ { "method": "rise", "layer": "features.0" } ]""", "rise takes no layer; leave out --layer")]
    [TestCase("""[ { "method": "lrp", "layer": "features.0", "units": [1] } ]""", "lrp takes no unit; leave out --unit")]
    [TestCase("""[ { "method": "style-gatys", "roles": { "style": { "painting": { "name": "wash" } } }, "set": { "content_layers": ["relu9_1"] } } ]""", "vgg-mini has no layer 'relu9_1'")]
    [TestCase("""[ { "method": "style-gatys", "roles": { "style": { "painting": { "name": "wash" } } }, "set": { "style_layers": ["features.1", "classifier.0"] } } ]""", "vgg-mini: classifier.0 has no rows and columns, so it has neither content nor style")]
    [TestCase("""[ { "method": "style-gatys", "roles": { "style": { "painting": { "name": "wash" } } }, "set": { "style_layer_weights": [1, 2] } } ]""", "style-gatys: style_layer_weights has 2 numbers for 5 layers")]
    [TestCase("""[ { "method": "style-adain", "roles": { "style": { "painting": { "name": "wash" } } }, "set": { "style_layers": ["features"] } } ]""", "vgg-mini has no layer 'features'")]
    [TestCase("""[ { "method": "smoothgrad", "set": { "n": 0 } } ]""", "methods[0].set: smoothgrad: option n can't be '0'; it takes a whole number, at least 1")]
    public void An_impossible_case_is_refused(string methods, string expected)
    {
        using var suite = new SmallSuite(methods);
        Assert.That(() => suite.Run(), Throws.InstanceOf<UserError>().With.Message.Contains(expected));
        Assert.That(Directory.Exists(suite.In("run")), Is.False);
    }

    [Test]
    public void Every_problem_is_named_up_to_ten()
    {
        using var suite = new SmallSuite(
            """[ { "method": "saliency" }, { "method": "saliency", "target": 99, "name": "far" }, { "method": "gradient", "target": 77 } ]""",
            input: """{ "picture": "nowhere.png" }, { "world": { "seed": 1000, "indices": [0, 1, 2, 3, 4, 5, 6] } }""");
        var error = Assert.Throws<UserError>(() => suite.Run())!.Message;
        Assert.That(error, Does.StartWith("suite small: 17 cases can't be computed, so nothing was begun: nowhere.png: there is no such picture ("));
        Assert.That(error.Split("; ").Count(part => part.Contains("out of range", StringComparison.Ordinal)), Is.EqualTo(9));
        Assert.That(error, Does.EndWith("; and 5 more"));
        Assert.That(Directory.Exists(suite.In("run")), Is.False);
    }

    [Test]
    public void Cases_that_the_filter_leaves_out_are_nobodys_problem()
    {
        using var suite = new SmallSuite("""[ { "method": "saliency" }, { "method": "gradient", "target": 99, "name": "far" } ]""");
        Assert.That(SuiteRunner.Run(suite.Request() with { Filter = "*.saliency.*" }).Failed, Is.Zero);
    }

    [Test]
    public void A_missing_picture_is_refused_on_another_network_too()
    {
        using var suite = new SmallSuite("""[ { "method": "saliency" } ]""", input: """{ "picture": "nowhere.png" }""");
        Assert.That(() => SuiteRunner.Run(suite.Request() with { Network = "vgg-mini" }), Throws.TypeOf<UserError>().With.Message.Contains("nowhere.png: there is no such picture"));
    }

    [TestCase("GIF89a............", "a GIF picture; convert it to PNG or JPEG, which are read")]
    [TestCase("a text", "neither a PNG nor a JPEG picture; convert it to PNG or JPEG, which are read")]
    [TestCase("", "it is empty; fetch or write it again")]
    public void A_file_that_is_no_picture_is_refused_once(string content, string expected)
    {
        using var suite = new SmallSuite("""[ { "method": "saliency" }, { "method": "gradient" } ]""", input: """{ "picture": "odd.png" }""");
        File.WriteAllText(suite.In("odd.png"), content);
        var error = Assert.Throws<UserError>(() => suite.Run())!.Message;
        Assert.That(error, Does.StartWith($"suite small: 2 cases can't be computed, so nothing was begun: odd.png: {expected} ("));
        Assert.That(error.Split("odd.png: "), Has.Length.EqualTo(2));
        Assert.That(Directory.Exists(suite.In("run")), Is.False);
    }

    [Test]
    public void A_network_that_takes_no_pictures_is_named_once()
    {
        using var network = new ChannelNetwork(4);
        File.WriteAllText(network.In("four.json"), $$"""{ "name": "four", "networks": [{{JsonSerializer.Serialize(network.File)}}], "inputs": [ { "world": { "seed": 1, "indices": [0, 1, 2] } } ], "methods": [ { "method": "saliency" } ] }""");
        var request = new RunRequest { Suite = network.In("four.json"), OutputFolder = network.In("run"), CommandLine = "./vizbench run four.json" };
        Assert.That(() => SuiteRunner.Run(request), Throws.TypeOf<UserError>().With.Message.EqualTo(
            "suite four: 3 cases can't be computed, so nothing was begun: network takes 4 channels, and pictures and ConceptWorld's images have one (grey) or three (color); give it the input \"blank\" in a suite, or an array with apply --input FILE.npy"));
        Assert.That(Directory.Exists(network.In("run")), Is.False);
    }

    [Test]
    public void Every_suite_of_the_product_passes()
    {
        Assert.Multiple(() =>
        {
            foreach (var suite in SuiteCatalogue.Names.Select(SuiteDefinition.Load))
            {
                foreach (var network in suite.Cases.GroupBy(definition => definition.NetworkName, StringComparer.Ordinal))
                {
                    var preflight = new Preflight();
                    preflight.Look(network, VizBench.Networks.Zoo.NetworkCatalogue.ArchitectureOf(network.Key), isOwn: true);
                    Assert.That(() => preflight.ThrowIfAny(suite.Name), Throws.Nothing);
                }
            }
        });
    }
}
