using NUnit.Framework;
using VizBench.Suite;

namespace VizBench.Tests.Suite;

public sealed class SuitePartsTests
{
    private Data.TestFolder _folder = null!;

    [SetUp]
    public void Open() => _folder = new Data.TestFolder();

    [TearDown]
    public void Close() => _folder.Dispose();

    [Test]
    public void A_suite_of_suites_has_their_cases_in_order_and_each_once()
    {
        var first = Write("a", "gradient", "saliency");
        var second = Write("b", "saliency", "forward");
        var cases = SuiteDefinition.Load(Together(first, second)).Cases;
        Assert.That(cases.Select(c => c.MethodInfo.Id), Is.EqualTo(new[] { "gradient", "saliency", "forward" }));
        Assert.That(cases.Select(c => c.Seed), Is.All.EqualTo(7), "the whole suite has one seed");
    }

    [Test]
    public void Another_network_takes_the_place_of_those_of_all_parts()
    {
        var cases = SuiteDefinition.Load("gpu").OnNetwork("alexnet-mini").Cases;
        Assert.That(cases.Select(c => c.NetworkName).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "alexnet-mini" }));
        Assert.That(cases.Select(c => c.Id), Is.Unique);
    }

    [Test]
    public void The_gpu_suite_is_the_goldens() =>
        Assert.That(SuiteDefinition.Load("gpu").Cases.Select(c => c.Id), Is.EqualTo(SuiteDefinition.Load("golden").Cases.Select(c => c.Id)));

    [Test]
    public void Every_method_has_a_golden_on_every_reference_network()
    {
        var golden = SuiteDefinition.Load("golden").Cases.Select(c => (c.NetworkName, c.MethodInfo.Id)).ToHashSet();
        var networks = VizBench.Networks.Zoo.NetworkCatalogue.All.Where(entry => entry is { Committed: true, MomentOf: null }).Select(entry => entry.Name).ToArray();
        Assert.That(networks, Has.Length.AtLeast(7));
        Assert.That(networks.SelectMany(network => VizBench.Methods.MethodRegistry.All.Where(info => info.IsMadeFor(network)).Select(info => (network, info.Id))).Where(pair => !golden.Contains(pair)), Is.Empty);
    }

    [Test]
    public void Two_different_cases_of_one_id_are_refused()
    {
        var first = Write("a", "gradient");
        var second = _folder.File("b.json");
        File.WriteAllText(second, Text("b", """{ "method": "saliency", "name": "gradient" }"""));
        Assert.That(
            () => SuiteDefinition.Load(Together(first, second)),
            Throws.TypeOf<FileError>().With.Message.Contains("suites: case 'vgg-mini.gradient.world-1-0' of b is another in a"));
    }

    [Test]
    public void A_circle_is_named()
    {
        var file = _folder.File("c.json");
        File.WriteAllText(file, $$"""{ "name": "c", "suites": ["{{file}}"] }""");
        Assert.That(() => SuiteDefinition.Load(file), Throws.TypeOf<FileError>().With.Message.Contains("suites: suites name one another more than 4 deep"));
    }

    [TestCase("""{ "name": "s", "suites": ["quik"] }""", "suites[0]: there is no suite 'quik'; did you mean quick?")]
    [TestCase("""{ "name": "s", "suites": [] }""", "suites: the list is empty")]
    [TestCase("""{ "name": "s", "suites": ["quick"], "networks": ["vgg-mini"] }""", "networks: a suite is either made of \"suites\"")]
    public void What_is_wrong_is_named_with_its_place(string text, string message)
    {
        var file = _folder.File("s.json");
        File.WriteAllText(file, text);
        Assert.That(() => SuiteDefinition.Load(file), Throws.TypeOf<FileError>().With.Message.StartsWith(file).And.Message.Contains(message));
    }

    private string Write(string name, params string[] methods)
    {
        var file = _folder.File($"{name}.json");
        File.WriteAllText(file, Text(name, string.Join(", ", methods.Select(method => $$"""{ "method": "{{method}}" }"""))));
        return file;
    }

    private static string Text(string name, string methods) =>
        $$"""{ "name": "{{name}}", "networks": ["vgg-mini"], "inputs": [ { "world": { "seed": 1, "indices": [0] } } ], "methods": [ {{methods}} ] }""";

    private string Together(string first, string second)
    {
        var file = _folder.File("together.json");
        File.WriteAllText(file, $$"""{ "name": "together", "seed": 7, "suites": ["{{first}}", "{{second}}"] }""");
        return file;
    }
}
