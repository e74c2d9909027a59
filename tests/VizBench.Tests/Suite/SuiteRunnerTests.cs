using System.Text.Json;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Suite;

namespace VizBench.Tests.Suite;

public sealed class SuiteRunnerTests
{
    [Test]
    public void A_run_leaves_everything_in_its_folder_and_no_tensor_behind()
    {
        using var suite = new SmallSuite();
        var before = Tensor.TotalCount;
        var progress = new Steps();
        var summary = SuiteRunner.Run(suite.Request(), progress);

        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
        Assert.That(summary.Failed, Is.Zero);
        Assert.That(summary.Cases, Has.Count.EqualTo(10));
        Assert.That(progress.Seen.Select(step => step.Fraction), Is.Ordered);
        Assert.That(progress.Seen[^1], Is.EqualTo(new RunProgress(10, 10, summary.Cases[^1].Id, 1)));

        string[] shared = ["manifest.json", "journal.jsonl", "sheet.png", "report.json", "report.html", "inputs/vgg-mini.world-1000-0.png"];
        string[] ofCase = ["result.npy", "result.png", "result.json", "overlay.png"];
        var expected = shared.Concat(ofCase.Select(name => $"cases/vgg-mini.saliency.world-1000-3/{name}"));
        Assert.That(expected.Where(name => !File.Exists(Path.Combine(summary.Folder, name))), Is.Empty);
        Assert.That(Directory.EnumerateFiles(summary.Folder, "*.tmp", SearchOption.AllDirectories), Is.Empty);

        var map = NpyFile.Read(Path.Combine(summary.Folder, "cases/vgg-mini.gradient.world-1000-0/result.npy"));
        Assert.That(map.Shape, Is.EqualTo(new long[] { 3, 64, 64 }));
        Assert.That(map.Type, Is.EqualTo(NdType.Float64));
        Assert.That(ImageFiles.Read(Path.Combine(summary.Folder, "inputs/vgg-mini.world-1000-0.png")).Width, Is.EqualTo(64));
    }

    [Test]
    public void A_sheet_of_what_is_painted_from_nothing_has_no_column_of_inputs()
    {
        using var suite = new SmallSuite(
            """[ { "method": "am-fourier", "target": 1, "set": { "steps": 1 } }, { "method": "am-fourier", "target": 2, "set": { "steps": 1 } } ]""", input: """{ "blank": true }""");
        var sheet = ImageFiles.Read(Path.Combine(suite.Run().Folder, "sheet.png"));
        Assert.That(sheet.Width, Is.InRange(2 * 128, 3 * 128));
    }

    [Test]
    public void Metrics_belong_to_the_kind_of_result()
    {
        using var suite = new SmallSuite();
        var byId = suite.Run().Cases.ToDictionary(c => c.Id, c => c.Metrics, StringComparer.Ordinal);
        Assert.That(byId["vgg-mini.forward.world-1000-0"].Keys, Is.EqualTo(new[] { "max", "mean", "min", "probability", "right", "zeros" }));
        Assert.That(byId["vgg-mini.forward.world-1000-0.layer-features-7"].Keys, Is.EqualTo(new[] { "max", "mean", "min", "zeros" }));
        Assert.That(byId["vgg-mini.saliency.world-1000-0"].Keys, Is.EqualTo(new[]
        {
            "attribution-iou", "high-frequency-share", "pixel-auc", "pointing-game", "relevance-mass", "spectrum-slope",
            "tv-anisotropic-l1", "tv-isotropic-replicate", "tv-isotropic-trimmed",
        }));
        Assert.That(byId["vgg-mini.gradient.world-1000-0"].Keys, Does.Contain("attribution-iou-magnitude"));
    }

    [Test]
    public void The_manifest_says_where_the_numbers_come_from()
    {
        using var suite = new SmallSuite();
        var summary = suite.Run();
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(summary.Folder, "manifest.json")));
        var root = manifest.RootElement;
        Assert.That(root.GetProperty("version").GetString(), Does.StartWith("0.1.0"));
        Assert.That(root.GetProperty("precision").GetString(), Is.EqualTo("float64"));
        Assert.That(root.GetProperty("seed").GetInt64(), Is.EqualTo(7));
        Assert.That(root.GetProperty("commandLine").GetString(), Is.EqualTo("./vizbench run small.json"));
        Assert.That(root.GetProperty("engine").GetProperty("threads").GetInt32(), Is.EqualTo(1));
        Assert.That(root.GetProperty("networks")[0].GetProperty("weights").GetString(), Is.EqualTo("formula:1"));
        Assert.That(root.GetProperty("cases").GetInt32(), Is.EqualTo(10));
        var flags = root.GetProperty("precisionFlags").EnumerateObject().ToDictionary(flag => flag.Name, flag => flag.Value.GetString(), StringComparer.Ordinal);
        Assert.That(flags, Is.Not.Empty.And.EquivalentTo(TorchEngine.Flags), "what was set, and nothing else");
    }

    [Test]
    public void Two_runs_give_the_same_bytes()
    {
        using var suite = new SmallSuite();
        var (first, second) = (suite.Run("a"), suite.Run("b"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(first.Folder, "cases"), "*", SearchOption.AllDirectories))
            Assert.That(File.ReadAllBytes(file), Is.EqualTo(File.ReadAllBytes(file.Replace(first.Folder, second.Folder, StringComparison.Ordinal))), file);
        Assert.That(Keys(first), Is.EqualTo(Keys(second)));
        Assert.That(Keys(first), Is.Not.EqualTo(Keys(suite.Run("c", PrecisionClass.Float32))));
    }

    [Test]
    public void On_another_network_a_case_that_cannot_be_computed_fails_alone()
    {
        using var suite = new SmallSuite("""[ { "method": "saliency" }, { "method": "forward", "layer": "feature.7" }, { "method": "saliency", "target": 99, "name": "far" } ]""");
        var summary = SuiteRunner.Run(suite.Request() with { Network = "vgg-mini" });
        Assert.That(summary.Failed, Is.EqualTo(4));
        Assert.That(summary.Cases[1].Error, Does.Contain("no layer 'feature.7'; the nearest names are features.7"));
        Assert.That(summary.Cases[2].Error, Does.Contain("target 99 is out of range"));
        Assert.That(summary.Cases[3].Failed, Is.False);
        Assert.That(File.ReadAllText(summary.Report), Does.Contain("4 of 6 cases failed").And.Contain("feature.7&#39;"));
    }

    [Test]
    public void A_case_that_fails_unforeseen_fails_alone()
    {
        using var suite = new SmallSuite();
        // A file where the case's folder must be: nobody turns that into a message of our own.
        const string Victim = "vgg-mini.saliency.world-1000-0";
        var progress = new Steps(step => { if (step.Done == 1) File.WriteAllText(suite.In($"run/cases/{Victim}"), ""); });
        var summary = SuiteRunner.Run(suite.Request(), progress);
        var failed = summary.Cases.Single(outcome => outcome.Failed);
        Assert.That(failed.Id, Is.EqualTo(Victim));
        Assert.That(failed.Error, Does.StartWith("IOException: ").And.Contain(Victim));
        Assert.That(File.ReadAllText(summary.Report), Does.Contain("1 of 10 cases failed").And.Contain("IOException: "));
    }

    [Test]
    public void A_suite_of_which_nothing_is_left_says_why()
    {
        using var suite = new SmallSuite();
        Assert.That(
            () => SuiteRunner.Run(suite.Request() with { Suite = "quick-decoders", Network = "vgg-mini" }),
            Throws.TypeOf<UserError>().With.Message.EqualTo("suite quick-decoders has no case on vgg-mini: invert-upconv is left out: it is made for caffenet-mini and alexnet-mini-robust, not for vgg-mini; choose another network or suite"));
        Assert.That(Directory.Exists(suite.In("run")), Is.False);
    }

    [Test]
    public void A_run_without_a_computed_case_has_its_report()
    {
        using var suite = new SmallSuite("""[ { "method": "forward", "layer": "feature.7" } ]""");
        var summary = SuiteRunner.Run(suite.Request() with { Network = "vgg-mini" });
        Assert.That(summary.Failed, Is.EqualTo(2));
        Assert.That(File.ReadAllText(summary.Report), Does.Contain("2 of 2 cases failed"));
    }

    [Test]
    public void A_cancelled_run_is_a_valid_part_of_one()
    {
        using var suite = new SmallSuite();
        using var stop = new CancellationTokenSource();
        var progress = new Steps(step => { if (step.Done == 3) stop.Cancel(); });
        var before = Tensor.TotalCount;
        Assert.That(() => SuiteRunner.Run(suite.Request(), progress, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
        var lines = File.ReadAllLines(suite.In("run/journal.jsonl"));
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(File.ReadAllText(suite.In("run/report.html")), Does.Contain("3 of 10 cases finished; the run was stopped"));
    }

    [Test]
    public void A_torn_last_line_of_the_journal_is_passed_over()
    {
        using var suite = new SmallSuite();
        suite.Run();
        File.AppendAllText(suite.In("run/journal.jsonl"), "{\"id\": \"vgg-mi");
        Assert.That(() => ReportWriter.Write(suite.In("run")), Throws.Nothing);
    }

    [Test]
    public void A_folder_with_something_in_it_is_refused_and_left_alone()
    {
        using var suite = new SmallSuite();
        Directory.CreateDirectory(suite.In("run"));
        File.WriteAllText(suite.In("run/mine.txt"), "mine");
        Assert.That(() => suite.Run(), Throws.TypeOf<UserError>().With.Message.Contains("is not empty; name a new folder with --out"));
        Assert.That(Directory.EnumerateFileSystemEntries(suite.In("run")).Count(), Is.EqualTo(1));
    }

    [Test]
    public void What_cannot_be_met_is_said_before_a_folder_is_made()
    {
        using var suite = new SmallSuite();
        var request = suite.Request();
        Assert.Multiple(() =>
        {
            Assert.That(() => SuiteRunner.Run(request with { Filter = "*.saliensy.*" }), Throws.TypeOf<UserError>().With.Message.Contains("no case of suite small matches").And.Message.Contains("did you mean saliency?"));
            Assert.That(() => SuiteRunner.Run(request with { Filter = "saliency" }), Throws.TypeOf<UserError>().With.Message.Contains("'*saliency*' would"));
            Assert.That(() => SuiteRunner.Run(request with { Network = "vgg-maxi" }), Throws.TypeOf<UserError>().With.Message.Contains("there is no network 'vgg-maxi'"));
            Assert.That(() => SuiteRunner.Run(request with { Weights = "/nowhere/w.safetensors" }), Throws.InstanceOf<UserError>().With.Message.Contains("/nowhere/w.safetensors"));
            Assert.That(() => SuiteRunner.Run(request with { Precision = PrecisionClass.Tf32 }), Throws.TypeOf<UserError>().With.Message.Contains("needs a CUDA device"));
            Assert.That(() => SuiteRunner.Run(request with { Suite = "quik" }), Throws.TypeOf<UserError>().With.Message.Contains("quick"));
        });
        Assert.That(Directory.Exists(suite.In("run")), Is.False);
    }

    private static IReadOnlyList<string?> Keys(RunSummary summary) =>
        [.. File.ReadAllLines(Path.Combine(summary.Folder, "journal.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString())];

    private sealed class Steps(Action<RunProgress>? also = null) : IProgress<RunProgress>
    {
        internal List<RunProgress> Seen { get; } = [];

        public void Report(RunProgress value)
        {
            Seen.Add(value);
            also?.Invoke(value);
        }
    }
}
