using System.Text.Json.Nodes;
using Json.Schema;
using NUnit.Framework;
using VizBench.Files;
using VizBench.Suite;
using VizBench.Tests.Data;

namespace VizBench.Tests.Suite;

/// <summary>The schema that editors use and the reader agree: on the suites of the product, and on what is wrong.</summary>
public sealed class SuiteSchemaTests
{
    private const string File = "suite.schema.json";

    private const string Good =
        """
        { "name": "s", "summary": "x", "seed": -3, "golden": false, "networks": ["vgg-mini"],
          "inputs": [ { "world": { "seed": 1, "indices": [0, 1] } } ],
          "methods": [ { "method": "forward", "layer": "features.7", "units": [0, "1,2,3"], "target": 1, "name": "n" }, { "method": "occlusion", "set": { "window": [3, 8, 8], "baseline": 0.5 } },
                       { "method": "style-gatys", "roles": { "style": { "painting": { "name": "wash" } } } } ] }
        """;

    private static readonly JsonSchema s_schema = JsonSchema.FromText(System.IO.File.ReadAllText(Path.Combine(ProductFiles.Suites, File)));

    private static IEnumerable<string> Names => SuiteCatalogue.Names;

    [TestCaseSource(nameof(Names))]
    public void Every_suite_of_the_product_fits_and_names_the_schema(string name)
    {
        var suite = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(ProductFiles.Suites, name + ".json")))!;
        Assert.That(Fits(suite), Is.True);
        Assert.That(suite["$schema"]?.GetValue<string>(), Is.EqualTo(File));
    }

    [Test]
    public void The_schema_is_no_suite() => Assert.That(SuiteCatalogue.Names, Has.None.Contain("schema"));

    // Path of what is changed; what it becomes, nothing where it is removed.
    [TestCase("", "")]
    [TestCase("$schema", "\"suite.schema.json\"")]
    [TestCase("summary", "")]
    [TestCase("methods/1", "{ \"method\": \"occlusion\", \"set\": { \"window\": \"3,8,8\" } }")]
    [TestCase("methods/1", "{ \"method\": \"grad-cam\", \"set\": { } }")]
    [TestCase("methods/0/units", "[\"7\"]")]
    [TestCase("inputs/0", "{ \"painting\": { \"name\": \"glass\", \"seed\": -2 } }")]
    [TestCase("methods/2/roles/style", "{ \"world\": { \"seed\": 1, \"indices\": [2] } }")]
    public void What_is_right_is_right_to_both(string path, string value) => Agree(Changed(path, value), true);

    [TestCase("nmae", "\"x\"")]
    [TestCase("name", "")]
    [TestCase("name", "3")]
    [TestCase("name", "\"  \"")]
    [TestCase("summary", "\"\"")]
    [TestCase("$schema", "3")]
    [TestCase("golden", "\"yes\"")]
    [TestCase("seed", "1.5")]
    [TestCase("seed", "\"1\"")]
    [TestCase("networks", "[]")]
    [TestCase("networks", "")]
    [TestCase("networks", "\"vgg-mini\"")]
    [TestCase("networks/0", "1")]
    [TestCase("inputs", "")]
    [TestCase("inputs", "[]")]
    [TestCase("methods", "{}")]
    [TestCase("suites", "[\"quick-images\"]")]
    [TestCase("inputs/0", "{ }")]
    [TestCase("inputs/0", "{ \"worlds\": { } }")]
    [TestCase("inputs/0", "{ \"world\": { \"seed\": 1 } }")]
    [TestCase("inputs/0", "{ \"world\": { \"seed\": 1, \"indices\": [] } }")]
    [TestCase("inputs/0", "{ \"world\": { \"seed\": 1, \"indices\": [-1] } }")]
    [TestCase("inputs/0", "{ \"world\": { \"seed\": 1, \"indices\": [0], \"count\": 1 } }")]
    [TestCase("inputs/0/picture", "\"a.png\"")]
    [TestCase("inputs/0/limit", "3")]
    [TestCase("inputs/0", "{ \"folder\": \".\", \"limit\": 0 }")]
    [TestCase("inputs/0", "{ \"folder\": 3 }")]
    [TestCase("inputs/0", "{ \"blank\": false }")]
    [TestCase("inputs/0", "{ \"blank\": true, \"picture\": \"a.png\" }")]
    [TestCase("methods/0/method", "")]
    [TestCase("methods/0/units", "[]")]
    [TestCase("methods/0/units", "[-1]")]
    [TestCase("methods/0/units", "[\"1,2\"]")]
    [TestCase("methods/0/units", "[\"a\"]")]
    [TestCase("methods/0/target", "-1")]
    [TestCase("methods/0/target", "\"cat\"")]
    [TestCase("methods/0/layers", "\"x\"")]
    [TestCase("inputs/0", "{ \"painting\": { \"name\": \"oil\" } }")]
    [TestCase("inputs/0/painting", "{ \"name\": \"glass\" }")]
    [TestCase("methods/2/roles/style", "{ \"painting\": { } }")]
    [TestCase("methods/2/roles/style", "{ \"blank\": true }")]
    [TestCase("methods/2/roles/style", "{ \"folder\": \".\" }")]
    [TestCase("methods/2/roles/style", "{ \"world\": { \"seed\": 1, \"indices\": [2, 3] } }")]
    [TestCase("methods/2/roles", "[]")]
    [TestCase("methods/1/set", "[]")]
    [TestCase("methods/1/set/window", "null")]
    [TestCase("methods/1/set/window", "{}")]
    [TestCase("methods/1/set/window", "[]")]
    public void What_is_wrong_is_refused_by_both(string path, string value) => Agree(Changed(path, value), false);

    [Test]
    public void Every_key_is_described_in_the_page()
    {
        var page = System.IO.File.ReadAllText(Path.Combine(ProductFiles.Root, "docs", "suites.md"));
        var schema = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(ProductFiles.Suites, File)))!;
        string[] keys = [.. KeysOf(schema), .. schema["definitions"]!.AsObject().SelectMany(definition => KeysOf(definition.Value!)), .. KeysOf(schema["definitions"]!["input"]!["properties"]!["world"]!)];
        Assert.That(keys.Where(key => !page.Contains($"`{key}`", StringComparison.Ordinal)), Is.Empty);
    }

    private static IEnumerable<string> KeysOf(JsonNode node) => node["properties"]?.AsObject().Select(property => property.Key) ?? [];

    private static void Agree(JsonNode suite, bool isRight)
    {
        using var folder = new TestFolder();
        System.IO.File.WriteAllText(folder.File("s.json"), suite.ToJsonString());
        Assert.That(Fits(suite), Is.EqualTo(isRight), "schema");
        Assert.That(() => SuiteDefinition.Load(folder.File("s.json")), isRight ? Throws.Nothing : Throws.InstanceOf<UserError>(), "reader");
    }

    private static bool Fits(JsonNode suite) => s_schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(suite)).IsValid;

    private static JsonNode Changed(string path, string value)
    {
        var suite = JsonNode.Parse(Good)!;
        if (path.Length == 0)
            return suite;
        var parts = path.Split('/');
        var parent = parts[..^1].Aggregate(suite, (node, part) => int.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out var index) ? node[index]! : node[part]!);
        var last = parts[^1];
        if (parent is JsonArray items)
            items[int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(value);
        else if (value.Length == 0)
            parent.AsObject().Remove(last);
        else
            parent[last] = JsonNode.Parse(value);
        return suite;
    }
}
