using System.Text.Json;
using NUnit.Framework;
using VizBench.Cli.Running;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>--json prints one document with the keys that docs/command-line.md names, and nothing else on stdout.</summary>
internal sealed class JsonTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Run_verify_and_report()
    {
        const string Case = "vgg-mini.gradient.world-1000-0";
        var folder = _folder.File("run");
        var run = Document(0, "run", "quick", "--weights", "formula:1", "--filter", Case, "--out", folder);
        Assert.That(Keys(run), Is.EqualTo(new[] { "folder", "report", "computed", "failed", "taken_over", "seconds", "cases" }));
        var only = run.GetProperty("cases")[0];
        Assert.That((only.GetProperty("case").GetString(), only.GetProperty("status").GetString()), Is.EqualTo((Case, "done")));
        Assert.That(only.GetProperty("metrics").EnumerateObject().Count(), Is.GreaterThan(3));

        var verify = Document(ExitCodes.Incomparable, "verify", folder);
        Assert.That(verify[0].GetProperty("verdict").GetString(), Is.EqualTo("incomparable"));
        Assert.That(CommandLine.Run("verify", folder, "--format", "json").Out, Is.EqualTo(CommandLine.Run("verify", folder, "--json").Out));
        Assert.That(CommandLine.Run("verify", folder, "--format", "md", "--json").AsError(), Does.StartWith("--json and --format md are two formats"));

        Assert.That(Written(Document(0, "report", folder)), Is.EqualTo(new[] { Path.Combine(folder, "report.html") }));
    }

    [Test]
    public void A_failing_case_is_in_the_document_and_in_the_exit_code()
    {
        File.WriteAllText(_folder.File("s.json"), """{ "name": "s", "networks": ["vgg-mini"], "inputs": [ { "world": { "seed": 1, "indices": [0] } } ], "methods": [ { "method": "saliency", "target": 99 } ] }""");
        var run = Document(ExitCodes.Regression, "run", _folder.File("s.json"), "--network", "vgg-mini", "--out", _folder.File("run"));
        var only = run.GetProperty("cases")[0];
        Assert.That((only.GetProperty("status").GetString(), only.GetProperty("error").GetString()), Is.EqualTo(("failed", "target 99 is out of range: vgg-mini has 12 classes, 0 to 11")));
    }

    [Test]
    public void Apply_keeps_remarks_on_stderr()
    {
        var apply = Document(0, "apply", "saliency", "--network", "vgg-mini", "--input", "world:1:0");
        Assert.That(Keys(apply), Is.SupersetOf(new[] { "method", "network", "weights", "samples", "shape", "dtype", "min", "max", "seconds", "files" }));
    }

    [Test]
    public void Metrics_name_their_group_and_direction()
    {
        var ssim = Document(0, "list", "metrics").EnumerateArray().Single(metric => metric.GetProperty("id").ValueEquals("ssim"));
        Assert.That((ssim.GetProperty("group").GetString(), ssim.GetProperty("direction").GetString()), Is.EqualTo(("Image", "HigherIsBetter")));
    }

    [Test]
    public void Data_sets()
    {
        var export = _folder.File("images");
        Assert.That(Written(Document(0, "data", "export", "--format", "folder", "--count", "4", "--size", "32", "--out", export)), Is.EqualTo(new[] { export }));
        var check = Document(0, "data", "check", export, "--format", "folder");
        Assert.That((check.GetProperty("images").GetInt32(), check.GetProperty("sizes")[0].GetString()), Is.EqualTo((4, "32×32")));
        var world = Document(0, "data", "world", "--count", "4", "--statistics");
        var statistics = world.GetProperty("statistics")[0];
        Assert.That(Keys(statistics), Is.EqualTo(new[] { "category", "concept", "images", "share_percent", "median_percent", "under_five_percent" }));
    }

    [Test]
    public void Features_and_filters()
    {
        Assert.That(Keys(Document(0, "filters", "vgg-mini")), Is.EqualTo(new[] { "layer", "height", "width", "filters", "dead", "median", "written" }));
        Assert.That(Document(0, "features", "diagnosis", "vgg-mini", "--images", "4").GetArrayLength(), Is.EqualTo(2));
        var top = Document(0, "features", "top", "vgg-mini", "--layer", "features.0", "--units", "0..1", "--images", "4", "--top", "1", "--out", _folder.File("top"));
        Assert.That(Keys(top), Is.EqualTo(new[] { "layer", "units", "never_active", "images", "written" }));
        Assert.That(Written(Document(0, "features", "occlusion", "vgg-mini", "--input", "world:1000:5", "--window", "32", "--stride", "32", "--out", _folder.File("occlusion"))), Has.Length.EqualTo(1));
        Assert.That(Keys(Document(0, "features", "correspondence", "vgg-mini", "--images", "2")), Is.EqualTo(new[] { "network", "images", "class", "layers", "rows", "written" }));
    }

    [Test]
    public void Evaluations()
    {
        var set = Document(0, "evaluate", "--methods", "saliency", "--images", "2");
        Assert.That(Keys(set), Does.Contain("evaluations"));
    }

    [Test]
    public void An_error_stays_on_stderr() =>
        Assert.That(CommandLine.Run("run", "quik", "--json").AsError(), Does.StartWith("there is no suite 'quik'"));

    [Test]
    public void A_verb_without_a_result_takes_no_json() =>
        Assert.That(CommandLine.Run("completion", "bash", "--json").AsError(), Does.StartWith("completion has no option '--json'"));

    private static JsonElement Document(int code, params string[] args)
    {
        var outcome = CommandLine.Run([.. args, "--json"]);
        Assert.That(outcome.Code, Is.EqualTo(code), outcome.Error);
        using var document = JsonDocument.Parse(outcome.Out);
        return document.RootElement.Clone();
    }

    private static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];

    private static string?[] Written(JsonElement element) => [.. element.GetProperty("written").EnumerateArray().Select(path => path.GetString())];
}
