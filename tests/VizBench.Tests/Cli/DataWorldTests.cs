using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>data world writes a complete folder, or none.</summary>
internal sealed class DataWorldTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void The_folder_holds_pictures_planes_and_labels()
    {
        var folder = _folder.File("world");
        var outcome = CommandLine.Run("data", "world", "--count", "13", "--seed", "7", "--size", "32", "--out", folder);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var sample = new World(new WorldOptions { Size = 32, Seed = 7 }).Draw(12);
        Assert.That(ImageFiles.Read(Path.Combine(folder, "images", "000012.png")).Pixels, Is.EqualTo(sample.Image.Pixels));
        var objects = NpyFile.Read(Path.Combine(folder, "planes", "objects.npy"));
        Assert.That(objects.Shape, Is.EqualTo(new long[] { 13, 32, 32 }));
        Assert.That(objects.As<byte>()[(12 * 32 * 32)..], Is.EqualTo(sample.Objects));
        var labels = File.ReadAllLines(Path.Combine(folder, "labels.csv"));
        Assert.That(labels, Has.Length.EqualTo(14));
        Assert.That(labels[13], Does.StartWith($"images/000012.png,{sample.Class},{World.Classes[sample.Class]},{sample.SubType},"));
        Assert.That(File.ReadAllText(Path.Combine(folder, "vocabulary.json")), Does.Contain("\"scenes\""));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.EqualTo(new[] { folder }));
    }

    [Test]
    public void The_sheet_shows_the_images()
    {
        var sheet = _folder.File("sheet.png");
        Assert.That(CommandLine.Run("data", "world", "--count", "12", "--sheet", sheet).Code, Is.Zero);
        Assert.That(ImageFiles.Read(sheet).Width, Is.GreaterThan(12 * 64));
    }

    [Test]
    public void Cancelled_work_leaves_no_folder()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(CommandLine.Run(source.Token, "data", "world", "--out", _folder.File("w")).Code, Is.EqualTo(130));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void Folders_in_the_way_are_refused()
    {
        Assert.That(CommandLine.Run("data", "world").AsError(), Does.StartWith("data world needs --out DIR"));
        Assert.That(CommandLine.Run("data", "world", "--out", _folder.File("no/w")).AsError(), Does.Contain("/no does not exist; create it first"));
        File.WriteAllText(_folder.File("f"), "");
        Assert.That(CommandLine.Run("data", "world", "--out", _folder.File("f")).AsError(), Does.EndWith("f: --out: it is a file; name a new folder"));
        Assert.That(CommandLine.Run("data", "world", "--out", _folder.Path).AsError(), Does.EndWith("--out: the folder exists and is not empty; name a new one"));
        Assert.That(CommandLine.Run("data", "world", "--size", "31", "--out", _folder.File("w")).AsError(), Does.StartWith("--size can't be '31': it takes a whole number from 32 to 256"));
        Assert.That(CommandLine.Run("data", "world", "--count", "1000000", "--size", "64", "--out", _folder.File("w")).AsError(), Does.Contain("more than 2 GiB"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.EqualTo(new[] { _folder.File("f") }));
    }
}
