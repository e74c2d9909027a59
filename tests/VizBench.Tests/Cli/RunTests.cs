using System.Text.Json.Nodes;
using NUnit.Framework;
using VizBench.Cli.Running;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>run, verify, report and accept as a user calls them.</summary>
internal sealed class RunTests
{
    private const string OneCase = "vgg-mini.gradient.world-1000-0";

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_run_says_where_its_report_is_and_names_each_case_once()
    {
        var folder = _folder.File("run");
        var outcome = Run("--filter", "vgg-mini.gradient.*", "--out", folder);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Out, Does.Contain("8 computed, 0 failed").And.Contain(Path.Combine(folder, "report.html")));
        Assert.That(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(8));
        Assert.That(outcome.Error, Does.Contain($"[1/8] {OneCase}\n"));
        Assert.That(File.ReadAllText(Path.Combine(folder, "manifest.json")), Does.Contain("vizbench run quick --weights formula:1 --filter 'vgg-mini.gradient.*'"));
    }

    [Test]
    public void A_report_is_written_again()
    {
        var folder = _folder.File("run");
        Assert.That(Run("--filter", OneCase, "--out", folder).Code, Is.Zero);
        var report = Path.Combine(folder, "report.html");
        Assert.That(CommandLine.Run("report", folder).Out, Is.EqualTo($"written  {report}\n"));
    }

    [Test]
    public void Weights_of_another_kind_do_not_verify()
    {
        var folder = _folder.File("run");
        Assert.That(Run("--filter", OneCase, "--out", folder).Code, Is.Zero);
        var outcome = CommandLine.Run("verify", folder);
        Assert.That(outcome.Code, Is.EqualTo(ExitCodes.Incomparable));
        Assert.That(outcome.Out, Does.Contain($"INCOMPARABLE  {OneCase}").And.Contain("0 passed, 0 failed, 1 incomparable"));
    }

    [Test]
    public void What_differs_weighs_more_than_what_cannot_be_compared()
    {
        const string OtherCase = "vgg-mini.saliency.world-1000-0";
        var folder = _folder.File("run");
        Assert.That(CommandLine.Run("run", "golden", "--dtype", "float64", "--filter", $"{OneCase},{OtherCase}", "--out", folder).Code, Is.Zero);
        Assert.That(Verified(), Is.EqualTo((ExitCodes.Fine, "2 passed, 0 failed\n")));

        Change(OneCase, facts => facts["weightsSha256"] = "other");
        Assert.That(Verified(), Is.EqualTo((ExitCodes.Incomparable, "1 passed, 0 failed, 1 incomparable\n")));
        Change(OtherCase, facts => facts["statistics"]!["max"] = 1000);
        Assert.That(Verified(), Is.EqualTo((ExitCodes.Regression, "0 passed, 1 failed, 1 incomparable\n")));

        void Change(string id, Action<JsonNode> change)
        {
            var file = Path.Combine(folder, "cases", id, "result.json");
            var facts = JsonNode.Parse(File.ReadAllText(file))!;
            change(facts);
            File.WriteAllText(file, facts.ToJsonString());
        }

        (int Code, string LastLine) Verified()
        {
            var outcome = CommandLine.Run("verify", folder);
            return (outcome.Code, outcome.Out[(outcome.Out.TrimEnd('\n').LastIndexOf('\n') + 1)..]);
        }
    }

    [TestCase("--filter nothing", "no case of suite quick matches 'nothing' (all ")]
    [TestCase("--network vgg-mni", "there is no network 'vgg-mni'; did you mean vgg-mini? (all: vizbench list networks, and any FILE.onnx)")]
    [TestCase("--dtype tf32", "dtype tf32 needs a CUDA device; use --device cuda, or --dtype float32")]
    [TestCase("--device cuda:250", "device cuda:250 is not there: this libtorch sees ")]
    [TestCase("--weights ", "no weight file is named for vgg-mini; name one, or leave --weights out")]
    [TestCase("--weights /nonexistent.safetensors", "/nonexistent.safetensors: ")]
    public void Mistakes_leave_no_folder(string options, string expected)
    {
        Assert.That(CommandLine.Run(["run", "quick", "--out", _folder.File("run"), .. options.Split(' ')]).AsError(), Does.StartWith(expected));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void Folders_in_the_way_and_folders_that_are_no_runs()
    {
        File.WriteAllText(_folder.File("mine"), "");
        Assert.That(Run("--out", _folder.Path).AsError(), Does.Contain("is not empty; name a new folder with --out"));
        foreach (var verb in new[] { "verify", "report", "accept" })
        {
            Assert.That(CommandLine.Run(verb, _folder.File("none")).Code, Is.EqualTo(ExitCodes.Error));
            Assert.That(CommandLine.Run(verb, _folder.Path).Code, Is.EqualTo(ExitCodes.Error));
        }

        Assert.That(CommandLine.Run("verify", _folder.Path).AsError(), Does.Contain("so it isn't a run's folder; vizbench run writes one"));
    }

    [TestCase("run quik")]
    [TestCase("list cases quik")]
    public void An_unknown_suite_gets_a_suggestion(string line) =>
        Assert.That(CommandLine.Run(line.Split(' ')).AsError(), Does.StartWith("there is no suite 'quik'; did you mean quick?"));

    [Test]
    public void Empty_names_are_mistakes_too()
    {
        Assert.That(CommandLine.Run("run", "").AsError(), Does.StartWith("there is no suite '' (all: vizbench list suites"));
        Assert.That(Run("--out", "").AsError(), Is.EqualTo("--out names no folder; give a new one, or leave the option out"));
    }

    private static Outcome Run(params string[] options) => CommandLine.Run(["run", "quick", "--weights", "formula:1", .. options]);
}
