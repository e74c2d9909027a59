using NUnit.Framework;
using VizBench.Data.Folders;
using VizBench.Data.Images;
using VizBench.Randomness;

namespace VizBench.Tests.Data.Hostile;

/// <summary>Image folders with pictures that can't be read, and names that nobody expects.</summary>
internal sealed class HostileFolderTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    // The readers' own tests change more; here the folder's errors name each bad picture, and the good ones are still read.
    [Test]
    public void Changed_pictures_are_read_or_refused_one_by_one()
    {
        var stream = new StreamKey(1, "fuzz", "image folder").Open();
        var good = ImageFiles.Codec.EncodePng(new RgbImage(9, 7));
        for (var i = 0; i < 300; i++)
            Write($"class/{i:000}.{(i % 2 == 0 ? "png" : "jpg")}", i % 3 == 0 ? good : [.. Mutations.Edited(i % 2 == 0 ? good : JpegTests.Good, stream.At(i))]);
        var data = ImageFolder.Open(_folder.Path);
        Assert.That(data.Images, Has.Count.EqualTo(300));
        var refused = 0;
        foreach (var (i, image) in data.Images.Index())
        {
            try
            {
                data.Read(image);
            }
            catch (FileError e)
            {
                Assert.That(i % 3, Is.Not.Zero, e.Message);
                Assert.That(e.Path, Is.EqualTo(_folder.File(image.File)));
                refused++;
            }
        }

        Assert.That(refused, Is.InRange(50, 199));
        Assert.That(Check(), Does.Contain($"(the first of {refused} of 300 images with faults)"));
    }

    [Test]
    public void Every_picture_may_be_unreadable()
    {
        foreach (var name in new[] { "a/1.png", "a/2.jpg", "b/1.jpeg" })
            Write(name, []);
        Assert.That(Check(), Does.Contain("a/1.png: file: it is empty").And.Contain("(the first of 3 of 3 images with faults)"));
    }

    [TestCase("a\nb.png")]
    [TestCase("a\u001b[31m.png")]
    [TestCase("a\u0085.png"), Platform(Exclude = "Win")]
    public void Names_with_control_characters_are_refused_in_one_line(string name)
    {
        Write($"class/{name}", ImageFiles.Codec.EncodePng(new RgbImage(3, 3)));
        Assert.That(Check(), Does.Match(@"folder: the path 'class/a\?.*\.png' holds control characters; rename the file"));
    }

    [TestCase("é 漢 %s{0};,\"'.png")]
    [TestCase("a..png")]
    [TestCase("CON.png"), Platform(Exclude = "Win")]
    public void Other_odd_names_are_read(string name)
    {
        Write($"a b;c/{name}", ImageFiles.Codec.EncodePng(new RgbImage(3, 3)));
        Write("z/1.png", ImageFiles.Codec.EncodePng(new RgbImage(3, 3)));
        var data = ImageFolder.Open(_folder.Path);
        Assert.That(data.Images.Select(image => data.Read(image).Width), Has.All.EqualTo(3));
    }

    [Test]
    public void Folders_and_links_without_an_end_are_no_pictures()
    {
        Directory.CreateDirectory(_folder.File("a/folder.png"));
        Assert.That(Check(), Does.Contain("a: class folder: it holds no .png, .jpg or .jpeg"));
        File.CreateSymbolicLink(_folder.File("a/loop.png"), "loop.png");
        Assert.That(Check(), Does.Contain("a/loop.png: link: cannot be followed"));
    }

    private string Check() => Cli.CommandLine.Run("data", "check", _folder.Path, "--format", "folder").AsError();

    private void Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllBytes(_folder.File(name), bytes);
    }
}
