using NUnit.Framework;
using VizBench.Data.Folders;
using VizBench.Data.Images;

namespace VizBench.Tests.Data;

/// <summary>Folders of pictures as people keep them.</summary>
internal sealed class PictureSetTests
{
    [Test]
    public void Pictures_come_in_the_order_of_their_paths_with_the_classes_of_their_folders()
    {
        using var folder = new TestFolder();
        foreach (var name in new[] { "b.png", "a.JPG", "train/dog/2.jpeg", "train/dog/10.png", "cat/x.png", ".hidden.png", ".git/y.png", "notes.txt", "cat/Thumbs.db" })
            Put(folder, name);
        var set = PictureSet.Of([folder.Path]);
        Assert.That(set.Pictures.Select(picture => (picture.Name, picture.Class)), Is.EqualTo(new (string, string?)[]
        {
            ("a.JPG", null), ("b.png", null), ("cat/x.png", "cat"), ("train/dog/10.png", "dog"), ("train/dog/2.jpeg", "dog"),
        }));
        Assert.That(set.Notes, Is.EqualTo(new[] { $"{folder.Path}: 2 files that are no pictures are passed over (cat/Thumbs.db, notes.txt)" }));
        Assert.That(PictureSet.Of([folder.Path], 2).Pictures.Select(picture => picture.Name), Is.EqualTo(new[] { "a.JPG", "b.png" }));
        Assert.That(PictureSet.Of([folder.File("b.png"), folder.File("cat")]).Pictures.Select(picture => picture.Name), Is.EqualTo(new[] { "b.png", "x.png" }));
    }

    [Test]
    public void A_mask_belongs_to_the_picture_of_its_name()
    {
        using var folder = new TestFolder();
        Put(folder, "a.jpg");
        Put(folder, "lone.mask.png");
        ImageFiles.WritePng(folder.File("a.mask.png"), Spot(4, 2));
        var set = PictureSet.Of([folder.Path]);
        Assert.That(set.Pictures, Has.Count.EqualTo(1));
        var region = set.Pictures[0].Truth!.Regions(new RgbImage(4, 2)).Single();
        Assert.That(region.Label, Is.Null);
        Assert.That(region.Mask.Pixels, Is.EqualTo(new[] { true, false, false, false, false, false, false, false }));
        Assert.That(set.Notes.Single(), Does.EndWith("1 file that is no picture is passed over (lone.mask.png)"));
        Assert.That(() => set.Pictures[0].Truth!.Regions(new RgbImage(4, 3)), Throws.InstanceOf<FileError>().With.Message.Contains("the mask has 4×2 pixels and its picture 4×3; a mask has its picture's size"));
        // A single file has its mask too; one without any pixel says that nothing is there.
        ImageFiles.WritePng(folder.File("a.mask.png"), new RgbImage(4, 2));
        Assert.That(PictureSet.Of([folder.File("a.jpg")]).Pictures[0].Truth!.Regions(new RgbImage(4, 2)), Is.Empty);
    }

    [Test]
    public void What_is_no_folder_of_pictures_is_named()
    {
        using var folder = new TestFolder();
        Put(folder, "notes.txt");
        Assert.That(() => PictureSet.Of([folder.Path]), Throws.InstanceOf<FileError>().With.Message.StartsWith($"{folder.Path}: folder: it holds no .png, .jpg or .jpeg picture"));
        Assert.That(() => PictureSet.Of([folder.File("none")]), Throws.InstanceOf<FileError>().With.Message.EqualTo($"{folder.File("none")}: file: it does not exist; check the path"));
    }

    [Test]
    public void A_region_is_resized_and_cropped_as_its_picture()
    {
        // 8 × 4 to a shorter side of 2: 4 × 2; its center of 2 × 2 is columns 1 and 2, whose centers lie in columns 3 and 5 of the mask.
        var mask = new RegionMask(8, 4, [.. Enumerable.Range(0, 32).Select(i => i is 3 + 8 or 5 + 3 * 8)]);
        Assert.That(mask.Prepared((8, 4), 2, 2, 2), Is.EqualTo(new[] { true, false, false, true }));
        // A mask of half the size, as Broden has them, lies in the same place.
        Assert.That(new RegionMask(4, 2, [false, true, false, false, false, false, true, false]).Prepared((8, 4), 2, 2, 2), Is.EqualTo(new[] { true, false, false, true }));
        // Beyond the picture there is no region.
        Assert.That(new RegionMask(2, 2, [true, true, true, true]).Prepared((2, 2), 2, 4, 4).Count(pixel => pixel), Is.EqualTo(4));
        Assert.That(new RegionMask(3, 3, [false, false, false, false, true, false, false, false, false]).Prepared((3, 3), 3, 3, 3), Is.EqualTo(new[] { false, false, false, false, true, false, false, false, false }));
    }

    /// <summary>White in the first pixel.</summary>
    private static RgbImage Spot(int width, int height)
    {
        var image = new RgbImage(width, height);
        image.Pixels.AsSpan(0, 3).Fill(255);
        return image;
    }

    private static void Put(TestFolder folder, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        File.WriteAllText(folder.File(name), "not looked into");
    }
}
