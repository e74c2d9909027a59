using NUnit.Framework;
using VizBench.Suite;
using VizBench.Tests.Cli;
using VizBench.Tests.Suite;

namespace VizBench.Tests.Tables;

/// <summary>table on the folder of a run, and on what is none.</summary>
public sealed class TableVerbTests
{
    private SmallSuite _suite = null!;

    private string Run => _suite.In("run");

    [OneTimeSetUp]
    public void RunOnce()
    {
        _suite = new SmallSuite("""[ { "method": "gradient" }, { "method": "lrp" } ]""");
        _suite.Run();
    }

    [OneTimeTearDown]
    public void Remove() => _suite.Dispose();

    [Test]
    public void A_run_becomes_a_table()
    {
        var text = CommandLine.Run("table", Run).Out;
        Assert.That(text, Does.Contain("| method | n | attribution-iou ↑ | pixel-auc ↑ | pointing-game ↑ | relevance-mass ↑ |"));
        Assert.That(text, Does.Match(@"\| gradient \| 2 \| \*?\*?0\.\d+ \[0\.\d+, 0\.\d+\]"));
        Assert.That(text, Does.Contain("- command: `./vizbench run small.json`\n").And.Contain("- precision: float64\n"));
    }

    [Test]
    public void A_folder_has_every_form_and_the_figures_and_is_replaced_by_the_next_table()
    {
        var folder = _suite.In("table");
        Assert.That(CommandLine.Run("table", Run, "--out", folder).Out, Is.EqualTo($"written  {folder}\n"));
        string[] figures = ["attribution-iou", "layer-sums-vgg-mini", "pixel-auc", "pointing-game", "relevance-mass"];
        Assert.That(Files(folder), Is.EquivalentTo(new[] { "table.md", "table.tex", "table-standalone.tex", "table-long.csv", "table-wide.csv", "table.html", "table-fragment.html", "table.json" }
            .Concat(figures.SelectMany(name => new[] { $"figure-{name}.svg", $"figure-{name}.png" }))));
        Assert.That(CommandLine.Run("table", Run, "--out", folder, "--format", "csv,markdown", "--figures", "none").Code, Is.Zero);
        Assert.That(Files(folder), Is.EquivalentTo(new[] { "table.md", "table-long.csv", "table-wide.csv" }));
    }

    [Test]
    public void A_table_without_figures_says_so()
    {
        using var suite = new SmallSuite("""[ { "method": "gradient" } ]""");
        suite.Run();
        var outcome = CommandLine.Run("table", suite.In("run"), "--out", suite.In("table"));
        Assert.That((outcome.Code, Files(suite.In("table")).Count(file => file.StartsWith("figure-", StringComparison.Ordinal))), Is.EqualTo((0, 0)));
        Assert.That(outcome.Error, Does.Contain("no figure is written: one needs a metric with a better end in two rows or more"));
        Assert.That(CommandLine.Run("table", suite.In("run"), "--out", suite.In("table"), "--figures", "none").Error, Is.Empty);
    }

    [Test]
    public void A_footer_has_no_path_of_the_machine()
    {
        var text = CommandLine.Run("table", Run, "--title", "a `b` c").Out;
        Assert.That(text, Does.EndWith("- this table: ``vizbench table run --title 'a `b` c'``\n"));
        Assert.That(text, Does.Not.Contain(Path.GetDirectoryName(Run)));
    }

    [Test]
    public void A_failed_case_is_a_gap()
    {
        var folder = Copied("failed");
        var lines = File.ReadAllLines(folder.Journal);
        File.WriteAllText(folder.Journal, string.Concat(lines.SkipLast(1).Select(line => line + "\n")));
        var last = JsonText.Parse<JournalEntry>(System.Text.Encoding.UTF8.GetBytes(lines[^1]), "line");
        using (var journal = new Journal(folder.Journal))
            journal.Append(new JournalEntry { Id = last.Id, Status = JournalEntry.Failed, Key = last.Key, Error = "it broke" });
        var text = CommandLine.Run("table", folder.Path).Out;
        Assert.That(text, Does.Contain("| lrp† | 1 |").And.Contain($"† marks gaps: 1 case failed and is missing from the means (lrp: 1). The first: {last.Id}: it broke"));
    }

    [Test]
    public void A_stopped_run_is_told()
    {
        var folder = Copied("stopped");
        File.WriteAllText(folder.Journal, string.Concat(File.ReadAllLines(folder.Journal).SkipLast(2).Select(line => line + "\n")));
        Assert.That(CommandLine.Run("table", folder.Path).Out, Does.Contain("stopped was stopped: 2 cases of it were not computed."));
    }

    [Test]
    public void A_run_that_is_being_written_is_refused()
    {
        using var hold = new RunFolder(Run).Hold();
        Assert.That(CommandLine.Run("table", Run).AsError(), Is.EqualTo($"{Run}: the run is still being written; wait for its end, or stop it"));
    }

    [Test]
    public void A_run_without_a_finished_case_is_refused()
    {
        var folder = Copied("empty");
        File.Delete(folder.Journal);
        Assert.That(CommandLine.Run("table", folder.Path).AsError(), Does.StartWith($"{folder.Path}: the run has no finished case"));
    }

    [Test]
    public void A_folder_that_is_no_run_is_refused()
    {
        Assert.That(CommandLine.Run("table", _suite.In("nowhere")).AsError(), Does.EndWith("there is no such folder; name the folder of a run"));
        Assert.That(CommandLine.Run("table", Path.GetDirectoryName(Run)!).AsError(), Does.Contain("has no manifest.json, so it isn't a run's folder"));
        Assert.That(CommandLine.Run("table", new RunFolder(Run).Manifest).AsError(), Does.Contain("it holds no numbers that vizbench evaluate"));
    }

    [TestCase("--format", "pdf", "--format can't be 'pdf'; it is one of markdown, latex, csv, html, json")]
    [TestCase("--format", "csv,html", "--format names several forms, which only a folder can hold; name one form, or a folder with --out")]
    [TestCase("--by", "color", "--by can't be 'color'; it is one of run, method, network, layer, input")]
    [TestCase("--runs", "side", "--runs can't be 'side'; it is one of rows, columns, pooled")]
    [TestCase("--figures", "gif", "--figures can't be 'gif'; it is svg, png, svg,png or none")]
    [TestCase("--label", "a b", "--label can't be 'a b'; a LaTeX label has letters, digits, hyphens, colons and points")]
    public void An_unknown_choice_is_named(string option, string value, string message) => Assert.That(CommandLine.Run("table", Run, option, value).AsError(), Is.EqualTo(message));

    [Test]
    public void An_unknown_metric_is_named() => Assert.That(CommandLine.Run("table", Run, "--metric", "attribution-io").AsError(), Does.Contain("none of the metrics matches 'attribution-io'").And.Contain("attribution-iou"));

    [Test]
    public void A_folder_with_other_things_is_left_alone()
    {
        var folder = Directory.CreateDirectory(_suite.In("other")).FullName;
        File.WriteAllText(Path.Combine(folder, "thesis.tex"), "all of it");
        Assert.That(CommandLine.Run("table", Run, "--out", folder).AsError(), Is.EqualTo($"{folder}: --out: the folder holds 'thesis.tex', which no table writes; name a new folder, or one that an earlier table wrote"));
        Assert.That(Files(folder), Is.EqualTo(new[] { "thesis.tex" }));
    }

    [Test]
    public void A_run_named_twice_is_refused() => Assert.That(CommandLine.Run("table", Run, Run + "/").AsError(), Does.EndWith("is named twice; name each run once"));

    private static string[] Files(string folder) => [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))];

    private RunFolder Copied(string name)
    {
        foreach (var file in Directory.EnumerateFiles(Run, "*", SearchOption.AllDirectories))
            File.Copy(file, Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_suite.In(name), Path.GetRelativePath(Run, file)))!).FullName + "/" + Path.GetFileName(file));
        return new RunFolder(_suite.In(name));
    }
}
