using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>data export and the variants of data world: whole folders or none.</summary>
internal sealed class DataExportTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("broden")]
    [TestCase("folder")]
    public void An_exported_folder_passes_the_check(string format)
    {
        var folder = _folder.File("data");
        var written = CommandLine.Run("data", "export", "--format", format, "--seed", "5", "--count", "24", "--size", "32", "--out", folder);
        Assert.That(written.Code, Is.Zero, written.Error);
        var read = CommandLine.Run("data", "check", folder, "--format", format);
        Assert.That(read.Code, Is.Zero, read.Error);
        Assert.That(read.Out, Does.Match(@"images +24\n").And.Match(@"sizes +32×32\n"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.EqualTo(new[] { folder }));
    }

    [Test]
    public void The_shortcut_comes_with_its_masks()
    {
        var folder = _folder.File("marked");
        var outcome = CommandLine.Run("data", "world", "--variant", "shortcut", "--class", "boat", "--fraction", "1", "--mark-size", "20", "--count", "12", "--size", "32", "--out", folder);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var sample = new ShortcutWorld(new ShortcutOptions { World = new WorldOptions { Size = 32 }, Class = 3, PerMille = 1000, MarkPercent = 20 }).Draw(3);
        var marks = NpyFile.Read(Path.Combine(folder, "planes", "mark.npy"));
        Assert.That(marks.As<byte>()[(3 * 32 * 32)..(4 * 32 * 32)], Is.EqualTo(sample.Mark).And.Member(1));
        Assert.That(marks.As<byte>()[..(3 * 32 * 32)], Has.All.Zero);
    }

    [Test]
    public void Single_concepts_come_with_their_settings()
    {
        var folder = _folder.File("probes");
        var outcome = CommandLine.Run("data", "world", "--variant", "single-concept", "--category", "color", "--concept", "red", "--count", "144", "--size", "32", "--out", folder);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var rows = File.ReadAllLines(Path.Combine(folder, "probes.csv"));
        Assert.That(rows, Has.Length.EqualTo(145));
        Assert.That(rows[1], Is.EqualTo("images/000000.png,3,15,0,0,25"));
        Assert.That(rows[144], Is.EqualTo("images/000143.png,3,80,2,2,100"));
    }

    [TestCase("export --format broden", "data export needs --out DIR")]
    [TestCase("export --out d", "--format is needed: folder or broden")]
    [TestCase("export --format coco --out d", "--format can't be 'coco'; it takes folder or broden")]
    [TestCase("export --format broden --splits --out d", "--splits belongs to --format folder")]
    [TestCase("export --format broden --size 31 --out d", "--size can't be '31': it takes a whole number from 32 to 256")]
    [TestCase("export --format broden --count 0 --out d", "--count can't be '0'")]
    [TestCase("world --variant mirror --out d", "--variant can't be 'mirror'; it takes shortcut, shuffled-labels, single-concept, transforms")]
    [TestCase("world --variant shortcut --out d", "--variant shortcut needs --class CLASS, one of house, tree")]
    [TestCase("world --variant shortcut --class baot --out d", "--class can't be 'baot'; did you mean boat?")]
    [TestCase("world --variant shortcut --class boat --fraction 1.5 --out d", "--fraction can't be '1.5': it takes a number from 0 to 1")]
    [TestCase("world --variant shortcut --class boat --fraction x --out d", "--fraction can't be 'x'")]
    [TestCase("world --variant shortcut --class boat --mark-size 60 --out d", "--mark-size can't be '60'")]
    [TestCase("world --class boat --out d", "--class belongs to --variant shortcut")]
    [TestCase("world --variant shortcut --class boat --steps 3 --out d", "--steps belongs to --variant transforms")]
    [TestCase("world --variant single-concept --category scene --out d", "--category can't be 'scene'")]
    [TestCase("world --variant single-concept --concept stripe --out d", "--concept can't be 'stripe'")]
    [TestCase("world --variant single-concept --concept dots --count 145 --out d", "--count 145: this variant has 144 images")]
    [TestCase("world --variant transforms --motion shear --out d", "--motion can't be 'shear'")]
    [TestCase("world --variant transforms --motion scale --reach 91 --out d", "a reach of 91 is outside 1 .. 90")]
    public void Bad_options_are_one_line_and_leave_nothing(string line, string expected)
    {
        var args = line.Split(' ').Select(arg => arg is "d" ? _folder.File("d") : arg);
        Assert.That(CommandLine.Run(["data", .. args]).AsError(), Does.Contain(expected));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void Cancelled_work_leaves_no_folder()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(CommandLine.Run(source.Token, "data", "export", "--format", "broden", "--out", _folder.File("w")).Code, Is.EqualTo(130));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.Empty);
    }
}
