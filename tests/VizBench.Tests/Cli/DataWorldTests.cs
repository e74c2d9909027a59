using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
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
    public void A_sheet_has_so_many_columns()
    {
        var sheet = _folder.File("sheet.png");
        Assert.That(CommandLine.Run("data", "world", "--count", "16", "--columns", "8", "--sheet", sheet).Code, Is.Zero);
        Assert.That(ImageFiles.Read(sheet).Width, Is.InRange(8 * 64, 9 * 64 + 24 + 7 * 8));
    }

    // Every plane has its column, beside the image in rows of two pixels for one.
    [TestCase("", 6)]
    [TestCase("--variant shortcut --class house --fraction 1", 7)]
    [TestCase("--variant single-concept --category part --concept wing", 6)]
    public void Masks_stand_beside_each_image(string variant, int columns)
    {
        var masks = _folder.File("masks.png");
        var outcome = CommandLine.Run(["data", "world", "--count", "2", "--seed", "7", "--masks", masks, .. variant.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Out, Is.EqualTo($"written  {masks}\n"));
        var image = ImageFiles.Read(masks);
        Assert.That(image.Width, Is.EqualTo(columns * 128 + (columns - 1) * 8 + 24));
        if (variant.Length > 0)
            return;
        var (sample, top) = (new World(new WorldOptions { Seed = 7 }).Draw(0), FirstRow(image));
        for (var i = 0; i < 64 * 64; i++)
        {
            var (x, y) = (i % 64, i / 64);
            Assert.That(image[12 + 2 * x, top + 2 * y], Is.EqualTo(sample.Image[x, y]));
            Assert.That(image[12 + 5 * 136 + 2 * x, top + 2 * y], Is.EqualTo(ColorNaming.Typical(sample.Colors[i])));
            var (r, g, b) = image[12 + 136 + 2 * x, top + 2 * y];
            Assert.That(r == g && g == b, Is.EqualTo(sample.Objects[i] == 0), $"pixel {x},{y} of the object's mask");
        }
    }

    [Test]
    public void Statistics_count_every_concept()
    {
        var outcome = CommandLine.Run("data", "world", "--count", "24", "--seed", "7", "--statistics");
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var rows = outcome.Out.TrimEnd('\n').Split('\n').Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
        Assert.That(rows[0], Is.EqualTo(new[] { "category", "concept", "images", "share %", "median %", "under 5 %" }));
        var concepts = Enum.GetValues<ConceptCategory>().SelectMany(category => WorldVocabulary.Of(category).Select(name => (WorldVocabulary.NameOf(category), name)));
        Assert.That(rows[1..].Select(row => (row[0], row[1])), Is.EqualTo(concepts));
        var areas = Enumerable.Range(0, 24).Select(i => new World(new WorldOptions { Seed = 7 }).Draw(i).Parts.Count(part => part == 1)).ToArray();
        var seen = areas.Where(area => area > 0).Order().ToArray();
        var roof = rows.Single(row => row[1] is "roof");
        Assert.That(roof[2..], Is.EqualTo(new[] { $"{seen.Length}", Percent(areas.Sum(), 24 * 4096), Percent(seen[seen.Length / 2], 4096), $"{areas.Count(area => area is > 0 and < 204)}" }));

        static string Percent(int part, int whole) => FormattableString.Invariant($"{100.0 * part / whole:0.00}");
    }

    // It may be where a shell stands, a link's target or a mounted disk.
    [Test, Platform(Exclude = "Win")]
    public void An_empty_folder_stays_the_same_folder()
    {
        var target = Directory.CreateDirectory(_folder.File("target")).FullName;
        Directory.CreateSymbolicLink(_folder.File("link"), target);
        Assert.That(CommandLine.Run("data", "world", "--count", "1", "--size", "32", "--out", _folder.File("link")).Code, Is.Zero);
        Assert.That(Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName), Is.EquivalentTo(new[] { "images", "planes", "labels.csv", "vocabulary.json" }));
        Assert.That(new DirectoryInfo(_folder.File("link")).LinkTarget, Is.EqualTo(target));
    }

    [Test]
    public void Cancelled_work_leaves_no_folder()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(CommandLine.Run(source.Token, "data", "world", "--out", _folder.File("w")).Code, Is.EqualTo(130));
        var empty = Directory.CreateDirectory(_folder.File("empty")).FullName;
        Assert.That(CommandLine.Run(source.Token, "data", "world", "--out", empty).Code, Is.EqualTo(130));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories), Is.EqualTo(new[] { empty }));
    }

    [Test]
    public void Options_that_do_not_go_together_are_refused()
    {
        Assert.That(CommandLine.Run("data", "world", "--columns", "3", "--masks", _folder.File("m.png")).AsError(), Is.EqualTo("--columns belongs to --sheet; leave it out or name a sheet"));
        Assert.That(CommandLine.Run("data", "world", "--count", "41", "--masks", _folder.File("m.png")).AsError(), Does.StartWith("--masks shows at most 40 images"));
        Assert.That(CommandLine.Run("data", "world", "--sheet", _folder.File("m.png"), "--masks", _folder.File("m.png")).AsError(), Does.EndWith("m.png is named for two outputs; give each a path of its own"));
        Assert.That(CommandLine.Run("data", "world", "--sheet", _folder.File("m.png"), "--out", _folder.File("x/../m.png")).AsError(), Does.EndWith("m.png is named for two outputs; give each a path of its own"));
        Assert.That(CommandLine.Run("data", "world", "--masks", _folder.File("m.txt")).AsError(), Does.Contain("--masks: it writes .png files"));
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

    // The first row of pixels that is no paper at the middle of the first column, below title and headers.
    private static int FirstRow(RgbImage image)
    {
        var from = 12 + 2 * BitmapFont.LineHeight + 8 + BitmapFont.LineHeight;
        return Enumerable.Range(from, image.Height - from).First(y => image[12, y] != (255, 255, 255));
    }
}
