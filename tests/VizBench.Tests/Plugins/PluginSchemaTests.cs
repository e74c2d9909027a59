using System.Text.Json.Nodes;
using Json.Schema;
using NUnit.Framework;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Tests.Plugins;

/// <summary>The descriptions that come along are right, to the reader and to the schema that editors use; the two agree on what is wrong.</summary>
[Category(Checkout.Category)]
internal sealed class PluginSchemaTests
{
    private static readonly string s_adapters = Path.Combine(ProductFiles.Root, "adapters");
    private static readonly JsonSchema s_schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(s_adapters, "plugin.schema.json")));

    private static IEnumerable<string> Descriptions() => Directory.EnumerateFiles(Path.Combine(s_adapters, "python"), "*_methods.json").Append(Path.Combine(s_adapters, "python", "plain_pytorch.json")).Select(path => Path.GetFileName(path));

    [TestCaseSource(nameof(Descriptions))]
    public void What_comes_along_is_read_and_fits_the_schema(string description)
    {
        var path = Path.Combine(s_adapters, "python", description);
        Assert.That(Fits(JsonNode.Parse(File.ReadAllText(path))!));
        using var plugins = PluginSet.Load([path]);
        Assert.That(plugins.Methods, Is.Not.Empty);
        Assert.That(plugins.Methods.Where(info => info.SameAs is not null && info.SameAsLabel is null), Is.Empty);
        var program = File.ReadAllText(Path.ChangeExtension(path, ".py"));
        Assert.That(plugins.Methods.Where(info => !program.Contains($"@method(\"{info.Id}\")", StringComparison.Ordinal)).Select(info => info.Id), Is.Empty);
    }

    [Test]
    public void The_suite_that_comes_along_has_cases_with_goldens()
    {
        using var plugins = PluginSet.Load([Path.Combine(s_adapters, "python", "plain_pytorch.json")]);
        var cases = SuiteDefinition.Load(Path.Combine(s_adapters, "python", "plain_pytorch.suite.json")).Cases;
        var golden = GoldenVerifier.KnownCases();
        // Both methods of the plugin have one that they are held against.
        Assert.That(cases.Where(c => golden.ContainsKey(c.Id)).Select(c => c.MethodInfo.Id).Distinct(StringComparer.Ordinal), Is.EquivalentTo(new[] { "saliency", "lrp" }));
        Assert.That(cases.Select(c => c.MethodInfo).Where(info => info.Origin is not null).Select(info => info.SameAs!.Method.Id).Distinct(StringComparer.Ordinal), Is.EquivalentTo(new[] { "saliency", "lrp" }));
    }

    [TestCase("summary", "3")]
    [TestCase("id", "\"My Method\"")]
    [TestCase("result", "\"heat\"")]
    [TestCase("needs", "[\"taget\"]")]
    [TestCase("format", "2")]
    [TestCase("command", "[]")]
    [TestCase("timeout", "0")]
    [TestCase("sumary", "\"x\"")]
    [TestCase("options", "[{ \"name\": \"a\", \"type\": \"real\", \"help\": \"x\" }]")]
    [TestCase("options", "[{ \"name\": \"A\", \"type\": \"number\", \"help\": \"x\" }]")]
    [TestCase("options", "[{ \"name\": \"a\", \"type\": \"number\" }]")]
    [TestCase("sameAs", "{ \"set\": { } }")]
    [TestCase("onnx", "\"yes\"")]
    public void What_is_wrong_is_wrong_to_both(string key, string value)
    {
        using var adapter = new TestAdapter();
        var description = JsonNode.Parse(File.ReadAllText(adapter.Description))!;
        Assert.That(Fits(description));
        description[key] = JsonNode.Parse(value);
        File.WriteAllText(adapter.Description, description.ToJsonString());
        Assert.That(Fits(description), Is.False);
        Assert.That(() => adapter.Load(), Throws.TypeOf<FileError>());
    }

    private static bool Fits(JsonNode description) => s_schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(description)).IsValid;
}
