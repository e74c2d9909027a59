using NUnit.Framework;
using VizBench.Data.Broden;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Folders;
using VizBench.Data.Images;
using VizBench.Networks.Zoo;
using VizBench.Suite;
using VizBench.Tests.Data;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Dissection;

/// <summary>Datasets other than ConceptWorld's scenes: folders in Broden's layout, pictures without labels, single concepts.</summary>
public sealed class ConceptDatasetTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    /// <summary>Written in Broden's layout and read again, ConceptWorld gives the same numbers.</summary>
    [Test]
    public void A_world_in_Brodens_layout_is_the_same_dataset()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.OfWorld(float64, CPU);
        var options = new WorldOptions { Seed = 3, Size = WorldOptions.SmallestSize };
        var folder = Directory.CreateDirectory(_folder.File("broden")).FullName;
        BrodenWriter.Write(folder, new World(options), 14, new Progress<double>(), CancellationToken.None);
        var (drawn, read) = (ConceptDataset.Of(options, 12), ConceptDataset.Of(BrodenDataset.Open(folder), 12));
        Assert.That((read.Name, read.Count), Is.EqualTo(("broden, 12 images", 12)));
        Assert.That(read.Concepts, Is.EqualTo(drawn.Concepts));
        var settings = new DissectionSettings { Quantile = 0.05 };
        var (own, again) = (Dissector.Run(network, ["features.3"], drawn, settings), Dissector.Run(network, ["features.3"], read, settings));
        Assert.That(again.Layers[0].Iou, Is.EqualTo(own.Layers[0].Iou));
        Assert.That(again.ConceptPixels, Is.EqualTo(own.ConceptPixels));
        // ConceptWorld's single pictures don't show all concepts.
        Assert.That(DissectionReport.Of(new OpenedNetwork(network, "formula", "0"), read, settings, again).Unseen, Is.Not.Empty);
    }

    /// <summary>Whichever processor met which file first, the first in the dataset's order is told.</summary>
    [Test]
    public void Of_several_faulty_files_the_first_is_named()
    {
        using var scope = NewDisposeScope();
        using var network = SeeingNetwork.Of(10);
        var folder = WriteHalves([.. Enumerable.Repeat((10, 10, 10, 10), 6)]);
        string[] pictures = [.. Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var dataset = BrodenDataset.Open(folder);
        foreach (var image in new[] { 1, 2, 3, 5 })
            File.WriteAllText(Path.Combine(folder, "images", dataset.Images[image].File), "no picture");
        for (var i = 0; i < 20; i++)
        {
            Assert.That(() => ConceptDataset.Of(dataset, null).Input(network, 0, 6), Throws.TypeOf<UserError>().With.Message.Contains(dataset.Images[1].File)
                .And.Message.EndsWith("(the first of at least 3 with faults)"), string.Join(' ', pictures));
        }
    }

    /// <summary>Pictures that aren't square and labels of another size than they and than each other: each label keeps its place.</summary>
    [Test]
    public void Labels_of_any_size_keep_their_places()
    {
        using var scope = NewDisposeScope();
        using var network = SeeingNetwork.Of(10);
        var folder = WriteHalves((12, 8, 6, 4), (30, 10, 10, 10), (6, 6, 6, 6));
        var dataset = ConceptDataset.Of(BrodenDataset.Open(folder), null);
        Assert.That(dataset.Concepts, Is.EqualTo(new[] { new Concept("left", "object"), new Concept("right", "part"), new Concept("nowhere", "part") }));
        var found = Dissector.Run(network, ["see"], dataset, new DissectionSettings { Quantile = 0.6, Iou = DissectionIou.Set });
        // Left halves are red, right ones blue; where both meet, pixels of stretched pictures mix.
        var iou = found.Layers[0].Iou;
        Assert.That(new[] { iou[0, 0], iou[2, 1] }, Is.All.GreaterThan(0.75));
        Assert.That(new[] { iou[0, 1], iou[2, 0] }, Is.All.LessThan(0.15));
        Assert.That(iou[0, 2], Is.Zero);
        Assert.That(found.ConceptPixels, Is.EqualTo(new long[] { 12 + 50 + 18, 12 + 50 + 18, 0 }));
    }

    /// <summary>A label that two categories know belongs to the one that shows more of it, and it is one concept wherever it is seen.</summary>
    [TestCase("2.5", "1", "object")]
    [TestCase("1", "2.5", "part")]
    [TestCase("1", "1", "part")]
    public void A_label_has_one_category(string ofObject, string ofPart, string expected)
    {
        var folder = WriteHalves((4, 4, 4, 4));
        File.WriteAllText(Path.Combine(folder, "c_object.csv"), $"code,number,name,coverage\n1,1,left,{ofObject}\n");
        File.WriteAllText(Path.Combine(folder, "c_part.csv"), $"code,number,name,coverage\n1,1,left,{ofPart}\n2,2,right,1\n");
        var concepts = ConceptDataset.Of(BrodenDataset.Open(folder), null).Concepts;
        Assert.That(concepts.Single(concept => string.Equals(concept.Name, "left", StringComparison.Ordinal)).Category, Is.EqualTo(expected));
        File.WriteAllText(Path.Combine(folder, "c_part.csv"), "code,number,name,coverage\n1,1,left,many\n");
        Assert.That(() => BrodenDataset.Open(folder), Throws.TypeOf<FileError>().With.Message.Contains("c_part.csv").And.Message.Contains("coverage can't be 'many'; it takes a number from 0"));
    }

    [Test]
    public void The_colors_of_any_pictures_are_known()
    {
        using var scope = NewDisposeScope();
        using var network = SeeingNetwork.Of(10);
        var pictures = Directory.CreateDirectory(_folder.File("pictures")).FullName;
        ImageFiles.WritePng(Path.Combine(pictures, "a.png"), Halves(10, 10));
        ImageFiles.WritePng(Path.Combine(pictures, "b.png"), Halves(10, 10));
        var dataset = ConceptDataset.OfColors(PictureSet.Of([pictures]), "pictures");
        var found = Dissector.Run(network, ["see"], dataset, new DissectionSettings { Quantile = 0.6 });
        var report = DissectionReport.Of(new OpenedNetwork(network, "formula", "0"), dataset, new DissectionSettings(), found);
        Assert.That(report.Units.Select(unit => (unit.Concept?.Name, unit.Iou)), Is.EqualTo(new[] { ("red", 1.0), (null, 0), ("blue", 1) }));
        Assert.That(report.Layers[0].InactiveUnits, Is.EqualTo(new[] { 1 }), "no picture has any green");
        Assert.That(DissectionTable.Markdown(report), Does.Contain("see: 1 of 3 units are nowhere above their threshold, so they detect nothing: 1."));
        Assert.That(report.Unseen.Select(concept => concept.Name), Is.EquivalentTo(WorldVocabulary.Colors.Except(["red", "blue"], StringComparer.Ordinal)));
    }

    [Test]
    public void Single_concepts_are_a_dataset()
    {
        var dataset = ConceptDataset.OfProbes(new WorldOptions { Size = 32 }, [ConceptCategory.Color, ConceptCategory.Texture]);
        Assert.That((dataset.Count, dataset.Concepts.Count), Is.EqualTo((21 * 27, 21)));
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.OfWorld(float32, CPU);
        // The last picture is of the last texture; its plain ground has a color and no texture.
        var labels = dataset.Read(network, dataset.Count - 1, 1).Labels[0];
        Assert.That(labels.Pixels.Skip(11).Select(pixels => pixels > 0), Is.EqualTo(Enumerable.Range(0, 10).Select(texture => texture == 9)));
        Assert.That(labels.Pixels.Take(11).Sum(), Is.EqualTo(32 * 32));
    }

    /// <summary>Pictures whose left half is red and right half blue; the left is an object, the right a part, and only in the last picture the middle column is left.</summary>
    private string WriteHalves(params (int Width, int Height, int MaskWidth, int MaskHeight)[] sizes)
    {
        var folder = Directory.CreateDirectory(_folder.File("halves")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        var index = "image,split,ih,iw,sh,sw,object,part\n";
        foreach (var (i, size) in sizes.Index())
        {
            ImageFiles.WritePng(Path.Combine(folder, $"images/{i}.png"), Halves(size.Width, size.Height));
            foreach (var (name, label) in new[] { ("left", 1), ("right", 2) })
            {
                var mask = new RgbImage(size.MaskWidth, size.MaskHeight);
                for (var pixel = 0; pixel < size.MaskWidth * size.MaskHeight; pixel++)
                    mask.Pixels[3 * pixel] = (byte)(pixel % size.MaskWidth < size.MaskWidth / 2 == (label == 1) ? label : 0);
                ImageFiles.WritePng(Path.Combine(folder, $"images/{i}.{name}.png"), mask);
            }

            index += FormattableString.Invariant($"{i}.png,train,{size.Height},{size.Width},{size.MaskHeight},{size.MaskWidth},{i}.left.png,{i}.right.png\n");
        }

        File.WriteAllText(Path.Combine(folder, "index.csv"), index);
        File.WriteAllText(Path.Combine(folder, "category.csv"), "name\nobject\npart\n");
        File.WriteAllText(Path.Combine(folder, "label.csv"), "number,name\n1,left\n2,right\n3,nowhere\n");
        File.WriteAllText(Path.Combine(folder, "c_object.csv"), "code,number,name\n1,1,left\n");
        File.WriteAllText(Path.Combine(folder, "c_part.csv"), "code,number,name\n1,2,right\n2,3,nowhere\n");
        return folder;
    }

    private static RgbImage Halves(int width, int height)
    {
        var picture = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                picture[x, y] = x < width / 2 ? ((byte)220, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)220);
        }

        return picture;
    }
}
