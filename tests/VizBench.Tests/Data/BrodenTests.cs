using NUnit.Framework;
using VizBench.Data.Broden;
using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Data.Images;

namespace VizBench.Tests.Data;

/// <summary>Broden's layout: what is written reads back, what can't be read is named.</summary>
internal sealed class BrodenTests
{
    private const int Count = 36;

    private TestFolder _folder = null!;
    private string _broden = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        _broden = Directory.CreateDirectory(_folder.File("broden")).FullName;
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase(0, 64)]
    [TestCase(7, 33)]
    public void What_is_written_reads_back_identical(long seed, int size)
    {
        var world = new World(new WorldOptions { Seed = seed, Size = size });
        Write(world, Count);
        var data = BrodenDataset.Open(_broden);
        Assert.That(data.Images, Has.Count.EqualTo(Count));
        Assert.That(data.Categories.Select(category => category.Name), Is.EqualTo(new[] { "color", "object", "part", "material", "scene", "texture" }));
        foreach (var (i, image) in data.Images.Index())
        {
            var sample = world.Draw(i);
            Assert.That(data.Read(image).Pixels, Is.EqualTo(sample.Image.Pixels));
            Equal(data, image, ConceptCategory.Color, sample.Colors);
            Equal(data, image, ConceptCategory.Object, sample.Objects);
            Equal(data, image, ConceptCategory.Part, sample.Parts);
            Equal(data, image, ConceptCategory.Material, sample.Materials);
            Equal(data, image, ConceptCategory.Texture, sample.Textures);
            var scene = data.ReadLayers(image, "scene").Single();
            Assert.That((scene.Mask, data.Labels[scene.Whole]), Is.EqualTo(((ushort[]?)null, WorldVocabulary.Scenes[sample.Scene])));
            Assert.That(data.ReadPlane(image, "scene"), Has.Length.EqualTo(size * size).And.All.EqualTo(scene.Whole));
        }
    }

    [Test]
    public void Tables_number_every_concept_once_and_count_it()
    {
        var world = new World(new WorldOptions { Size = 32 });
        Write(world, Count);
        var data = BrodenDataset.Open(_broden);
        Assert.That(data.Labels.Keys.Order(), Is.EqualTo(Enumerable.Range(1, data.Labels.Count)));
        foreach (var (category, own) in Enum.GetValues<ConceptCategory>().Zip(data.Categories))
            Assert.That(own.Labels.Select(number => data.Labels[number]), Is.EqualTo(WorldVocabulary.Of(category)));
        var samples = Enumerable.Range(0, Count).Select(i => world.Draw(i)).ToArray();
        var boat = BrodenWriter.FirstLabel(ConceptCategory.Object) + 3;
        var coverage = samples.Sum(sample => (decimal)sample.Objects.Count(label => label == 4) / 1024);
        Assert.That(File.ReadAllLines(Path.Combine(_broden, "label.csv")), Has.Member(FormattableString.Invariant($"{boat},boat,object({Count / 12}),{Count / 12},{coverage:0.000000},")));
        Assert.That(File.ReadAllLines(Path.Combine(_broden, "c_object.csv"))[4], Does.StartWith($"4,{boat},boat,"));
    }

    [Test]
    public void Pictures_without_a_category_have_an_empty_field_and_a_plane_of_zeros()
    {
        Write(new ProbeWorld(new ProbeOptions { Category = ConceptCategory.Texture }), 4);
        var data = BrodenDataset.Open(_broden);
        Assert.That(data.ReadLayers(data.Images[0], "object"), Is.Empty);
        Assert.That(data.ReadPlane(data.Images[0], "scene"), Has.Length.EqualTo(64 * 64).And.All.Zero);
        Assert.That(data.ReadPlane(data.Images[0], "texture").Max(), Is.EqualTo(BrodenWriter.FirstLabel(ConceptCategory.Texture)));
    }

    // As Broden has them: several layers, masks of half the size, and labels of whole pictures among them.
    [Test]
    public void Several_layers_of_half_the_size_are_read()
    {
        Made("a.png,train,4,6,2,3,m.png;2;", new RgbImage(6, 4), Mask(3, 2, (0, 1), (5, 259)));
        var data = BrodenDataset.Open(_broden);
        var layers = data.ReadLayers(data.Images[0], "color");
        Assert.That(layers[0].Mask, Is.EqualTo(new ushort[] { 1, 0, 0, 0, 0, 259 }));
        Assert.That((layers.Count, layers[1].Mask, layers[1].Whole), Is.EqualTo((2, (ushort[]?)null, (ushort)2)));
    }

    [TestCase("index.csv", "index.csv: file: Broden's index is missing")]
    [TestCase("label.csv", "label.csv: file: it does not exist")]
    [TestCase("category.csv", "category.csv: file: it does not exist")]
    [TestCase("c_color.csv", "c_color.csv: file: it does not exist")]
    public void A_missing_table_is_named(string name, string expected)
    {
        Made("a.png,train,4,6,2,3,", new RgbImage(6, 4));
        File.Delete(Path.Combine(_broden, name));
        Refused(expected);
    }

    [TestCase("a.png,train,4,6,2,3", "index.csv: line 2: it has 6 fields and the header 7")]
    [TestCase("a.png,train,4,x,2,3,", "index.csv: line 2: iw can't be 'x'; it takes a whole number from 1 to ")]
    [TestCase("a.png,train,0,6,2,3,", "index.csv: line 2: ih can't be '0'")]
    [TestCase("a.png,train,4,6,2,-3,", "index.csv: line 2: sw can't be '-3'")]
    [TestCase("a.png,train,5,6,2,3,", "a.png: size: 6×4 pixels, and line 2 of index.csv says iw × ih is 6×5")]
    [TestCase("a.png,train,4,6,3,3,m.png", "m.png: size: 3×2 pixels, and line 2 of index.csv says sw × sh is 3×3")]
    [TestCase("a.png,train,4,6,2,3,m.png", "m.png: pixel 2,1: label 77 is not in label.csv")]
    [TestCase("a.png,train,4,6,2,3,3", "index.csv: line 2, color: label 3 is not in label.csv")]
    [TestCase("a.png,train,4,6,2,3,99999999999", "index.csv: line 2, color: label 99999999999 is not in label.csv")]
    [TestCase("../a.png,train,4,6,2,3,", "index.csv: line 2: the path 'images/../a.png' is empty, absolute or leaves the folder")]
    [TestCase("/a.png,train,4,6,2,3,", "index.csv: line 2: the path 'images//a.png' is empty, absolute or leaves the folder")]
    [TestCase("a.png,train,4,6,2,3,../../m.png", "leaves the folder")]
    [TestCase(",train,4,6,2,3,", "leaves the folder")]
    [TestCase("b.png,train,4,6,2,3,", "b.png: file: it does not exist")]
    [TestCase("\"a.png,train,4,6,2,3,", "index.csv: line 2: a quote that is not closed")]
    [TestCase("\"a.png\"x,train,4,6,2,3,", "index.csv: line 2: text after a closing quote")]
    public void Rows_that_can_not_be_are_named(string row, string expected)
    {
        Made(row, new RgbImage(6, 4), Mask(3, 2, (5, 77)));
        Refused(expected);
    }

    [TestCase("label.csv", "number,name\n1,x\n1,y\n", "label.csv: line 3: label 1 is there twice")]
    [TestCase("label.csv", "number,name\n65536,x\n", "label.csv: line 2: number can't be '65536'")]
    [TestCase("label.csv", "number\n1\n", "label.csv: line 1: the column 'name' is missing")]
    [TestCase("category.csv", "name\n../c\n", "category.csv: line 2: a category can't be named '../c'")]
    [TestCase("category.csv", "name\ncolor\ncolor\n", "category.csv: line 3: category 'color' is there twice")]
    [TestCase("category.csv", "name\n", "category.csv: file: it names no category")]
    [TestCase("c_color.csv", "code,number\n1,5\n", "c_color.csv: line 2: label 5 is not in label.csv")]
    [TestCase("c_color.csv", "code,number\n1,1\n1,2\n", "c_color.csv: line 3: code 1 is there twice")]
    [TestCase("index.csv", "image,split,ih,iw,sh,sw\n", "index.csv: line 1: the column 'color' is missing")]
    [TestCase("index.csv", "image,split,ih,iw,sh,sw,color\n", "index.csv: file: it lists no image")]
    [TestCase("index.csv", "", "index.csv: file: it is empty")]
    public void Tables_that_can_not_be_are_named(string name, string content, string expected)
    {
        Made("a.png,train,4,6,2,3,", new RgbImage(6, 4));
        File.WriteAllText(Path.Combine(_broden, name), content);
        Refused(expected);
    }

    // A row of a few bytes may ask for more memory than there is.
    [Test]
    public void Layers_and_planes_have_a_limit()
    {
        Made($"a.png,train,4,6,2,3,{string.Concat(Enumerable.Repeat("1;", 1025))}", new RgbImage(6, 4));
        Refused("index.csv: line 2, color: it has 1025 layers, more than the 1024 that are read");
        Made($"a.png,train,4,6,9000,9000,{string.Concat(Enumerable.Repeat("m.png;", 7))}", new RgbImage(6, 4));
        Refused("index.csv: line 2, color: its masks have more than 536870912 pixels together");
        Made("a.png,train,4,6,10001,10000,2", new RgbImage(6, 4));
        var data = BrodenDataset.Open(_broden);
        Assert.That(() => data.ReadPlane(data.Images[0], "color"), Throws.TypeOf<FileError>().With.Message.Contains("index.csv: line 2, color: sw × sh is 10000×10001, more than 100 megapixels"));
    }

    [Test]
    public void A_table_that_is_no_text_is_named()
    {
        Made("a.png,train,4,6,2,3,", new RgbImage(6, 4));
        File.WriteAllBytes(Path.Combine(_broden, "label.csv"), [0xff, 0xfe, 0x80]);
        Refused("label.csv: file: it is not UTF-8 text");
    }

    [Test, Platform(Exclude = "Win")]
    public void A_link_out_of_the_folder_is_refused()
    {
        Made("dir/a.png,train,4,6,2,3,", new RgbImage(6, 4));
        var outside = Directory.CreateDirectory(_folder.File("broden-outside")).FullName;
        File.Copy(Path.Combine(_broden, "images", "a.png"), Path.Combine(outside, "a.png"));
        Directory.CreateSymbolicLink(Path.Combine(_broden, "images", "dir"), outside);
        Refused("images/dir: link: it leads out of the data set's folder");
    }

    private void Write(IWorldSource source, int count) => BrodenWriter.Write(_broden, source, count, new Progress<double>(), default);

    private static void Equal(BrodenDataset data, BrodenImage image, ConceptCategory category, byte[] plane)
    {
        var first = BrodenWriter.FirstLabel(category);
        var expected = plane.Select(label => label == 0 ? 0 : label - 1 + first);
        Assert.That(data.ReadPlane(image, category.ToString().ToLowerInvariant()), Is.EqualTo(expected), $"{category} of {image.File}");
    }

    // A folder of one category with the labels 1, 2 and 259, one row, a picture a.png and perhaps a mask m.png.
    private void Made(string row, RgbImage picture, RgbImage? mask = null)
    {
        var images = Directory.CreateDirectory(Path.Combine(_broden, "images")).FullName;
        ImageFiles.WritePng(Path.Combine(images, "a.png"), picture);
        if (mask is not null)
            ImageFiles.WritePng(Path.Combine(images, "m.png"), mask);
        File.WriteAllText(Path.Combine(_broden, "index.csv"), $"image,split,ih,iw,sh,sw,color\n{row}\n");
        File.WriteAllText(Path.Combine(_broden, "category.csv"), "name\ncolor\n");
        File.WriteAllText(Path.Combine(_broden, "label.csv"), "number,name,syns\r\n1,\"red, \"\"deep\"\"\",\r\n2,blue,\r\n259,green,\r\n");
        File.WriteAllText(Path.Combine(_broden, "c_color.csv"), "code,number\n1,1\n2,2\n3,259\n");
    }

    private static RgbImage Mask(int width, int height, params ReadOnlySpan<(int At, int Label)> labels)
    {
        var mask = new RgbImage(width, height);
        foreach (var (at, label) in labels)
            (mask.Pixels[3 * at], mask.Pixels[3 * at + 1]) = ((byte)label, (byte)(label >> 8));
        return mask;
    }

    private void Refused(string expected)
    {
        var outcome = Cli.CommandLine.Run("data", "check", _broden, "--format", "broden");
        Assert.That(outcome.AsError(), Does.Contain(expected));
    }
}
