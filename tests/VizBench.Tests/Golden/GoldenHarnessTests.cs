using NUnit.Framework;
using VizBench.Engine;
using VizBench.Suite;
using VizBench.Tests.Data;
using VizBench.Tests.Suite;

namespace VizBench.Tests.Golden;

/// <summary>The life of a golden, in a folder of its own: new, accepted, matching, different, orphaned.</summary>
public sealed class GoldenHarnessTests : OnOnesOwnMachine
{
    [Test]
    public void New_then_accepted_then_a_match_with_nothing_left_over()
    {
        using var folder = new TestFolder();
        using var suite = new SmallSuite();
        var goldens = new GoldenFolder(folder.Path);
        var before = Tensor.TotalCount;
        foreach (var definition in SuiteDefinition.Load(suite.File).Cases.Take(5))
        {
            using var harness = new GoldenHarness(goldens, SmallSuite.Weights);
            var comparison = harness.Verify(definition);
            Assert.That(comparison.Verdict, Is.EqualTo(GoldenVerdict.New));
            Assert.That(FilesOf(folder, definition), Is.EqualTo(new[] { ".received.json", ".received.npy", ".received.png" }));

            Assert.That(GoldenAcceptance.Accept(folder.Path, definition.Id), Is.EqualTo(new[] { definition.Id }));
            Assert.That(harness.Verify(definition).Verdict, Is.EqualTo(GoldenVerdict.Match));
            Assert.That(FilesOf(folder, definition), Is.EqualTo(new[] { ".verified.json", ".verified.png" }));
        }

        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void A_different_golden_leaves_what_is_needed_to_judge_and_a_pass_removes_it()
    {
        using var folder = new TestFolder();
        using var suite = new SmallSuite();
        var goldens = new GoldenFolder(folder.Path);
        var definition = SuiteDefinition.Load(suite.File).Cases[3];
        using var harness = new GoldenHarness(goldens, SmallSuite.Weights);
        harness.Verify(definition);
        GoldenAcceptance.Accept(folder.Path);
        var verified = Path.Combine(folder.Path, "attribution", definition.Id + ".verified.json");
        var right = File.ReadAllText(verified);
        Assert.That(right, Does.EndWith("}\n").And.Not.Contain("\r"));

        var record = goldens.ReadVerified("attribution", definition.Id)!;
        record.Samples[17] += 1e-6 * record.Max;
        File.WriteAllText(verified, record.ToJson());
        var comparison = harness.Verify(definition);
        Assert.That(comparison.Verdict, Is.EqualTo(GoldenVerdict.Different));
        Assert.That(comparison.ToText(), Does.Contain("x samples").And.Contain("number 17"));
        Assert.That(FilesOf(folder, definition), Does.Contain(".received.diff.png").And.Contain(".received.npy"));

        File.WriteAllText(verified, right);
        Assert.That(harness.Verify(definition).Passed, Is.True);
        Assert.That(FilesOf(folder, definition), Is.EqualTo(new[] { ".verified.json", ".verified.png" }));
    }

    [Test]
    public void Other_weights_are_named_first()
    {
        using var folder = new TestFolder();
        using var suite = new SmallSuite();
        var definition = SuiteDefinition.Load(suite.File).Cases[0];
        using (var harness = new GoldenHarness(new GoldenFolder(folder.Path), SmallSuite.Weights))
            harness.Verify(definition);
        GoldenAcceptance.Accept(folder.Path);
        using var other = new GoldenHarness(new GoldenFolder(folder.Path), "formula:2");
        var comparison = other.Verify(definition);
        Assert.That(comparison.Verdict, Is.EqualTo(GoldenVerdict.Incomparable));
        Assert.That(comparison.Reason, Does.StartWith("made from something else: the network's weights"));
        Assert.That(FilesOf(folder, definition), Does.Contain(".received.json"));
    }

    [Test]
    public void A_run_is_accepted_and_verified()
    {
        using var folder = new TestFolder();
        using var suite = new SmallSuite();
        var goldens = new GoldenFolder(folder.Path);
        var golden = SuiteRunner.Run(suite.Request("golden") with { Suite = "golden", Weights = null, Filter = "vgg-mini.*" });
        Assert.That(GoldenVerifier.VerifyRun(golden.Folder, goldens).Select(v => v.Verdict), Is.All.EqualTo(GoldenVerdict.New));

        Assert.That(GoldenAcceptance.Accept(golden.Folder, null, goldens), Has.Count.EqualTo(golden.Cases.Count));
        Assert.That(GoldenVerifier.VerifyRun(golden.Folder, goldens).Select(v => v.Verdict), Is.All.EqualTo(GoldenVerdict.Match));

        var bytes = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.That(bytes / golden.Cases.Count, Is.LessThan(14_000), "so that all goldens stay within their 11 MB");
    }

    // Of one network, the methods that look at an image. A run takes one update of each optimisation from the committed goldens' pictures,
    // which are of other weights than these.
    private const string OnImages = "vgg-mini.*.world-1000-0*";

    [Test]
    public void A_float32_run_is_within_its_tolerance_and_never_becomes_the_golden()
    {
        using var folder = new TestFolder();
        using var suite = new SmallSuite();
        var goldens = new GoldenFolder(folder.Path);
        using (var harness = new GoldenHarness(goldens, SmallSuite.Weights))
        {
            foreach (var definition in SuiteDefinition.Load("golden").Cases.Where(c => Glob.Matches(OnImages, c.Id)))
                harness.Verify(definition);
        }

        GoldenAcceptance.Accept(folder.Path);
        var single = SuiteRunner.Run(suite.Request("single", PrecisionClass.Float32) with { Suite = "golden", Filter = OnImages });
        var verdicts = GoldenVerifier.VerifyRun(single.Folder, goldens);
        Assert.That(verdicts.Where(v => !v.Passed).Select(v => v.ToText()), Is.Empty);
        Assert.That(() => GoldenAcceptance.Accept(single.Folder, null, goldens), Throws.TypeOf<UserError>().With.Message.Contains("goldens are float64"));
    }

    [Test]
    public void The_committed_network_in_float32_is_within_its_tolerance_of_the_committed_goldens()
    {
        using var folder = new TestFolder();
        var run = SuiteRunner.Run(new RunRequest
        {
            Suite = "golden",
            Filter = "*.world-1000-*",
            Precision = PrecisionClass.Float32,
            Device = CPU,
            Threads = TorchEngine.Threads,
            OutputFolder = Path.Combine(folder.Path, "run"),
        });
        var verdicts = GoldenVerifier.VerifyRun(run.Folder);
        Assert.That(verdicts, Has.Count.GreaterThanOrEqualTo(21));
        Assert.That(verdicts.Where(v => !v.Passed).Select(v => v.ToText()), Is.Empty);
    }

    [Test]
    public void A_golden_without_its_case_is_an_orphan()
    {
        using var folder = new TestFolder();
        using var suite = new SmallSuite();
        var goldens = new GoldenFolder(folder.Path);
        using var harness = new GoldenHarness(goldens, SmallSuite.Weights);
        harness.Verify(SuiteDefinition.Load(suite.File).Cases[^1]);
        var id = GoldenAcceptance.Accept(folder.Path).Single();
        var orphan = GoldenVerifier.Orphans(goldens).Single();
        Assert.That((orphan.Case, orphan.Verdict), Is.EqualTo((id, GoldenVerdict.Orphaned)));
    }

    [Test]
    public void Nothing_is_accepted_on_a_build_server()
    {
        using var folder = new TestFolder();
        Environment.SetEnvironmentVariable("CI", "true");
        Assert.That(() => GoldenAcceptance.Accept(folder.Path), Throws.TypeOf<UserError>().With.Message.Contains("build server"));
    }

    [Test]
    public void What_cannot_be_accepted_or_verified_is_said()
    {
        using var folder = new TestFolder();
        using var suite = new SmallSuite("""[ { "method": "forward", "name": "nobody-keeps-this" } ]""");
        Assert.That(() => GoldenAcceptance.Accept("/nowhere"), Throws.TypeOf<UserError>().With.Message.Contains("there is no such folder"));
        Assert.That(() => GoldenAcceptance.Accept(folder.Path, "x*"), Throws.TypeOf<UserError>().With.Message.Contains("nothing to accept that matches 'x*'"));
        Assert.That(() => GoldenVerifier.VerifyRun(suite.Run().Folder, new GoldenFolder(folder.Path)), Throws.TypeOf<UserError>().With.Message.Contains("no case of this run has a golden"));
    }

    private static string[] FilesOf(TestFolder folder, CaseDefinition definition) =>
        [.. Directory.EnumerateFiles(folder.Path, definition.Id + ".*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)[definition.Id.Length..])
            .Where(ending => ending.StartsWith(".received", StringComparison.Ordinal) || ending.StartsWith(".verified", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
