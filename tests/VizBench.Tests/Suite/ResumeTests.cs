using NUnit.Framework;
using VizBench.Cli.Output;
using VizBench.Engine;
using VizBench.Suite;

namespace VizBench.Tests.Suite;

public sealed class ResumeTests
{
    private const string Victim = "vgg-mini.saliency.world-1000-0";

    [Test]
    public void A_stopped_run_that_resumes_ends_as_one_that_was_never_stopped()
    {
        using var suite = new SmallSuite();
        var whole = suite.Run("whole");
        Stop(suite, after: 3);
        File.AppendAllText(suite.In("run/journal.jsonl"), "{\"id\": \"vgg-mi");
        File.WriteAllText(suite.In("run/cases/half.tmp"), "torn");

        var resumed = SuiteRunner.Run(suite.Request() with { Resume = true });

        Assert.That((resumed.TakenOver, resumed.Cases.Count, resumed.Failed), Is.EqualTo((3, 10, 0)));
        foreach (var folder in (string[])["cases", "inputs"])
        {
            var files = Files(whole.Folder, folder);
            Assert.That(Files(resumed.Folder, folder), Is.EqualTo(files));
            foreach (var file in files)
                Assert.That(File.ReadAllBytes(Path.Combine(resumed.Folder, file)), Is.EqualTo(File.ReadAllBytes(Path.Combine(whole.Folder, file))), file);
        }

        Assert.That(File.ReadAllBytes(suite.In("run/sheet.png")), Is.EqualTo(File.ReadAllBytes(suite.In("whole/sheet.png"))));
        Assert.That(Entries(suite, "run"), Is.EqualTo(Entries(suite, "whole")));
    }

    [Test]
    public void What_is_damaged_missing_or_failed_is_computed_again()
    {
        using var suite = new SmallSuite();
        var before = suite.Run();
        var result = suite.In($"run/cases/{Victim}/result.npy");
        var bytes = File.ReadAllBytes(result);
        File.WriteAllBytes(result, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        File.Delete(suite.In("run/cases/vgg-mini.forward.world-1000-3/result.json"));
        var entries = Entries(suite, "run");
        var journal = Journal.Read(suite.In("run/journal.jsonl"));
        Journal.Rewrite(suite.In("run/journal.jsonl"), [journal[0] with { Status = JournalEntry.Failed, Error = "no memory" }, .. journal.Skip(1)]);

        var resumed = SuiteRunner.Run(suite.Request() with { Resume = true });

        Assert.That(resumed.Cases.Where(outcome => !outcome.IsTakenOver).Select(outcome => outcome.Id), Is.EqualTo(new[] { journal[0].Id, Victim, "vgg-mini.forward.world-1000-3" }));
        Assert.That(File.ReadAllBytes(result), Is.EqualTo(bytes));
        Assert.That(Entries(suite, "run"), Is.EqualTo(entries), "in the order of the cases");
        Assert.That(resumed.Cases.Select(outcome => outcome.Metrics), Is.EqualTo(before.Cases.Select(outcome => outcome.Metrics)));
    }

    [Test]
    public void A_case_whose_definition_has_changed_is_computed_again()
    {
        using var suite = new SmallSuite("""[ { "method": "saliency", "name": "mine" } ]""");
        suite.Run();
        File.WriteAllText(suite.File, File.ReadAllText(suite.File).Replace("\"saliency\",", "\"saliency\", \"set\": { \"reduce\": \"sum-abs\" },", StringComparison.Ordinal));
        Assert.That(SuiteRunner.Run(suite.Request() with { Resume = true }).TakenOver, Is.Zero);
        Assert.That(SuiteRunner.Run(suite.Request() with { Resume = true }).TakenOver, Is.EqualTo(2));
    }

    [Test]
    public void Another_run_is_left_alone_and_what_differs_is_named()
    {
        using var suite = new SmallSuite();
        suite.Run();
        var journal = File.ReadAllBytes(suite.In("run/journal.jsonl"));
        Assert.That(() => SuiteRunner.Run(suite.Request(precision: PrecisionClass.Float32) with { Resume = true }),
            Throws.TypeOf<UserError>().With.Message.Contains("holds another run").And.Message.Contains("precision was \"float64\" and is \"float32\""));
        Assert.That(() => SuiteRunner.Run(suite.Request() with { Resume = true, Seed = 8 }), Throws.TypeOf<UserError>().With.Message.Contains("seed was 7 and is 8"));
        Assert.That(File.ReadAllBytes(suite.In("run/journal.jsonl")), Is.EqualTo(journal));
        Directory.CreateDirectory(suite.In("other"));
        File.WriteAllText(suite.In("other/mine.txt"), "mine");
        Assert.That(() => SuiteRunner.Run(suite.Request("other") with { Resume = true }), Throws.TypeOf<UserError>().With.Message.Contains("isn't a run's folder"));
        Assert.That(() => SuiteRunner.Run(suite.Request() with { Resume = true, OutputFolder = null }), Throws.TypeOf<UserError>().With.Message.Contains("--resume: name the run's folder with --out"));
    }

    [Test]
    public void A_run_that_is_still_going_on_is_left_alone()
    {
        using var suite = new SmallSuite("""[ { "method": "saliency" } ]""");
        var refused = new List<string>();
        var summary = SuiteRunner.Run(suite.Request(), new SynchronousProgress<RunProgress>(step =>
        {
            if (step.Done == 1)
                refused.Add(Assert.Throws<UserError>(() => SuiteRunner.Run(suite.Request() with { Resume = true }))!.Message);
        }));
        Assert.That(refused, Is.Not.Empty.And.All.Contains("If another run writes there, wait for its end"));
        Assert.That(summary.Failed, Is.Zero);
        Assert.That(Entries(suite, "run"), Has.Length.EqualTo(2));
        Assert.That(File.Exists(suite.In("run/run.lock")), Is.False);
    }

    [Test]
    public void With_nothing_to_go_on_with_it_begins()
    {
        using var suite = new SmallSuite("""[ { "method": "saliency" } ]""");
        Assert.That(SuiteRunner.Run(suite.Request("new") with { Resume = true }).TakenOver, Is.Zero);
        Assert.That(File.Exists(suite.In("new/manifest.json")));
    }

    private static void Stop(SmallSuite suite, int after)
    {
        using var stop = new CancellationTokenSource();
        var progress = new SynchronousProgress<RunProgress>(step =>
        {
            if (step.Done == after)
                stop.Cancel();
        });
        Assert.That(() => SuiteRunner.Run(suite.Request(), progress, stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static string[] Files(string root, string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal)];

    // Times differ from run to run.
    private static (string Id, string Status, string Key, string? Sha256)[] Entries(SmallSuite suite, string run) =>
        [.. Journal.Read(suite.In($"{run}/journal.jsonl")).Select(entry => (entry.Id, entry.Status, entry.Key, entry.Sha256))];
}
