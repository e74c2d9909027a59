using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Folders;
using VizBench.Data.Images;

namespace VizBench.Tests.Data;

/// <summary>Image folders: what is written reads back, other people's are listed in a fixed order, what can't be read is named.</summary>
internal sealed class ImageFolderTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void What_is_written_reads_back_identical(bool splits)
    {
        var world = new World(new WorldOptions { Size = 40, Seed = 3 });
        ImageFolderWriter.Write(_folder.Path, world, 60, splits, new Progress<double>(), default);
        var data = ImageFolder.Open(_folder.Path);
        Assert.That(data.Classes, Is.EqualTo(World.Classes.Order(StringComparer.Ordinal)));
        Assert.That(data.Images, Has.Count.EqualTo(60));
        foreach (var image in data.Images)
        {
            var index = int.Parse(Path.GetFileNameWithoutExtension(image.File), System.Globalization.CultureInfo.InvariantCulture);
            var sample = world.Draw(index);
            Assert.That(data.Classes[image.Class], Is.EqualTo(World.Classes[sample.Class]));
            Assert.That(image.Split, Is.EqualTo(!splits ? null : index < 48 ? "train" : "val"));
            Assert.That(data.Read(image).Pixels, Is.EqualTo(sample.Image.Pixels));
        }
    }

    [Test]
    public void Names_are_in_ordinal_order_and_other_files_are_left_out()
    {
        foreach (var name in new[] { "b/2.png", "b/10.PNG", "a/x.jpeg", "a/readme.txt", "a/.hidden.png", ".git/c.png" })
            Picture(name);
        File.WriteAllText(_folder.File("labels.csv"), "");
        var data = ImageFolder.Open(_folder.Path);
        Assert.That(data.Classes, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(data.Images.Select(image => image.File), Is.EqualTo(new[] { "a/x.jpeg", "b/10.PNG", "b/2.png" }));
    }

    [Test]
    public void Pictures_of_odd_and_different_sizes_are_read()
    {
        Picture("a/1.png", 7, 3);
        Picture("a/2.png", 64, 65);
        var outcome = Cli.CommandLine.Run("data", "check", _folder.Path, "--format", "folder");
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Out, Does.Contain("images   2").And.Contain("sizes    2 different"));
    }

    [Test]
    public void Unreadable_pictures_are_named_and_counted()
    {
        Picture("a/1.png");
        File.WriteAllText(_folder.File("a/2.png"), "no picture");
        Refused("a/2.png: start of file: ");
        File.WriteAllBytes(_folder.File("a/3.png"), ImageFiles.Codec.EncodePng(new RgbImage(9, 9))[..40]);
        Refused("(the first of 2 of 3 images with faults)");
    }

    [Test]
    public void Folders_that_are_none_are_named()
    {
        Refused(": folder: it has no class folders");
        Directory.CreateDirectory(_folder.File("a"));
        Refused("a: class folder: it holds no .png, .jpg or .jpeg");
        Assert.That(Check(_folder.File("nowhere")).AsError(), Does.EndWith("nowhere: folder: it does not exist; check the path"));
        Directory.Move(_folder.File("a"), _folder.File("train"));
        Refused("its splits have no class folders; the layout is SPLIT/CLASS/picture.png");
    }

    [Test, Platform(Exclude = "Win")]
    public void A_link_out_of_the_folder_is_refused()
    {
        Picture("a/1.png");
        File.CreateSymbolicLink(_folder.File("a/2.png"), "/etc/hostname");
        Refused("a/2.png: link: it leads out of the data set's folder");
    }

    private void Picture(string name, int width = 5, int height = 4)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllBytes(_folder.File(name), ImageFiles.Codec.EncodePng(new RgbImage(width, height)));
    }

    private static Cli.Outcome Check(string path) => Cli.CommandLine.Run("data", "check", path, "--format", "folder");

    private void Refused(string expected) => Assert.That(Check(_folder.Path).AsError(), Does.Contain(expected));
}
