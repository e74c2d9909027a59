using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Suite;
using VizBench.Tests.Channels;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

public sealed class FeatureVerbTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void Open() => _folder = new TestFolder();

    [TearDown]
    public void Close() => _folder.Dispose();

    [Test]
    public void Features_top_writes_a_sheet_and_all_units()
    {
        var result = CommandLine.Run("features", "top", "vgg-mini", "--layer", "features.7", "--units", "0..1", "--images", "40", "--top", "2", "--out", _folder.File("out"));
        Assert.That((result.Code, result.Error), Is.EqualTo((0, "")));
        Assert.That(ImageFiles.Read(_folder.File("out/sheet.png")).Width, Is.GreaterThan(100));
        using var units = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_folder.File("out/units.json")));
        Assert.That(units.RootElement.GetProperty("units").GetArrayLength(), Is.EqualTo(48));
    }

    [Test]
    public void Paths_writes_pictures_and_flows()
    {
        var result = CommandLine.Run("paths", "vgg-mini", "--input", "world:1000:5", "--set", "top=2", "--images", "20", "--out", _folder.File("out"));
        Assert.That((result.Code, result.Error), Is.EqualTo((0, "")));
        Assert.That(ImageFiles.Read(_folder.File("out/paths.png")).Width, Is.GreaterThan(1000));
        Assert.That(ImageFiles.Read(_folder.File("out/units.png")).Height, Is.GreaterThan(600));
        using var paths = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_folder.File("out/paths.json")));
        Assert.That(paths.RootElement.GetProperty("layers").GetArrayLength(), Is.EqualTo(6));
    }

    [TestCase(28)]
    [TestCase(300)]
    public void Features_are_found_in_a_world_for_a_network_of_another_size(int side)
    {
        using var network = new ChannelNetwork(3, side: side);
        var top = CommandLine.Run("features", "top", network.File, "--layer", "r2", "--units", "0..1", "--images", "6", "--top", "2", "--out", _folder.File("top"));
        Assert.That((top.Code, top.Error), Is.EqualTo((0, "")));
        using var units = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_folder.File("top/units.json")));
        Assert.That(units.RootElement.GetProperty("world").GetProperty("size").GetInt32(), Is.EqualTo(side < 32 ? 32 : 256));
        var diagnosis = CommandLine.Run("features", "diagnosis", network.File, "--images", "4");
        Assert.That((diagnosis.Code, diagnosis.Error), Is.EqualTo((0, "")));
        var evolution = CommandLine.Run(
            "features", "evolution", network.File, "--weights", "formula:1", "--weights", "formula:2", "--layer", "r2", "--units", "0..1", "--images", "4", "--out", _folder.File("evolution"));
        Assert.That((evolution.Code, evolution.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public void A_world_of_another_size_fills_the_networks_input()
    {
        using var file = new ChannelNetwork(3, side: 28);
        using var network = VizBench.Networks.Zoo.NetworkCatalogue.Open(file.File, null, ScalarType.Float32, CPU);
        var world = new World(new WorldOptions { Seed = 1000, Size = WorldOptions.SizeFor(28) });
        using var scope = NewDisposeScope();
        var pictures = PictureSequence.Of(world);
        Assert.That(pictures.Input(network.Network, 0, 2).shape, Is.EqualTo(new long[] { 2, 3, 28, 28 }));
        var seen = pictures.Seen(network.Network, 0);
        var resized = Resize.To(PlanarImage.FromRgb(world.Draw(0).Image), 28, 28).ToRgb();
        Assert.That((seen.Width, seen.Height), Is.EqualTo((28, 28)));
        Assert.That(seen.Pixels.Zip(resized.Pixels, (a, b) => Math.Abs(a - b)).Max(), Is.LessThanOrEqualTo(1), "the whole picture, not its middle");
    }

    [TestCase(2)]
    [TestCase(4)]
    public void Paths_of_a_network_that_takes_no_pictures_have_no_reference_images(int channels)
    {
        using var network = new ChannelNetwork(channels);
        var result = CommandLine.Run("paths", network.File, "--input", network.Input, "--set", "top=2", "--images", "4", "--out", _folder.File("out"));
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain($"no reference images: network takes {channels} channels, and the images of ConceptWorld have one (grey) or three (color)"));
        Assert.That(ImageFiles.Read(_folder.File("out/paths.png")).Width, Is.GreaterThan(200));
        Assert.That(ImageFiles.Read(_folder.File("out/units.png")).Height, Is.GreaterThan(50));
        using var paths = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_folder.File("out/paths.json")));
        Assert.That(paths.RootElement.GetProperty("layers").GetArrayLength(), Is.GreaterThan(1));
    }

    [Test]
    public void Paths_shows_a_layer_of_which_every_unit_stands_by_itself()
    {
        var result = CommandLine.Run("paths", "vgg-mini", "--input", "world:1000:5", "--set", "top=24", "--set", "layers=features.1,features.2", "--images", "4", "--out", _folder.File("out"));
        Assert.That((result.Code, result.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public void Evaluate_prints_a_table()
    {
        var result = CommandLine.Run("evaluate", "--methods", "gradient,saliency", "--images", "2");
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Out, Does.Contain("| method | pointing ↑").And.Contain("| saliency |").And.Contain("## The planted mark"));
    }

    [Test]
    public void Features_evolution_has_a_column_for_each_moment()
    {
        var result = CommandLine.Run("features", "evolution", "caffenet-mini", "--layer", "pool2", "--units", "0..1", "--images", "20", "--out", _folder.File("out"));
        Assert.That((result.Code, result.Error), Is.EqualTo((0, "")));
        Assert.That(ImageFiles.Read(_folder.File("out/sheet.png")).Width, Is.GreaterThan(300));
        using var evolution = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_folder.File("out/evolution.json")));
        Assert.That(evolution.RootElement.GetProperty("moments").EnumerateArray().Select(moment => moment.GetProperty("moment").GetString()), Is.EqualTo(new[] { "step 24", "step 96", "step 240", "step 576", "step 1344", "trained" }));
    }

    [Test]
    public void Features_invariance_writes_curves()
    {
        var result = CommandLine.Run("features", "invariance", "vgg-mini", "--images", "2", "--steps", "3", "--out", _folder.File("out"));
        Assert.That((result.Code, result.Error), Is.EqualTo((0, "")));
        Assert.That(ImageFiles.Read(_folder.File("out/curves.png")).Width, Is.GreaterThan(800));
        using var found = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_folder.File("out/invariance.json")));
        Assert.That(found.RootElement.GetProperty("curves").GetArrayLength(), Is.EqualTo(6));
    }

    [Test]
    public void Features_occlusion_writes_three_panels()
    {
        var result = CommandLine.Run("features", "occlusion", "resnet-mini", "--input", "world:1000:5", "--stride", "8", "--out", _folder.File("out"));
        Assert.That((result.Code, result.Error), Is.EqualTo((0, "")));
        Assert.That(ImageFiles.Read(_folder.File("out/panels.png")).Width, Is.GreaterThan(600));
        using var found = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_folder.File("out/occlusion.json")));
        Assert.That(found.RootElement.GetProperty("found").GetProperty("probability").GetArrayLength(), Is.EqualTo(64));
    }

    [Test]
    public void Features_correspondence_and_diagnosis_print_tables()
    {
        var correspondence = CommandLine.Run("features", "correspondence", "alexnet-mini", "--class", "car", "--png", _folder.File("covered.png"));
        Assert.That((correspondence.Code, correspondence.Error), Is.EqualTo((0, "")));
        Assert.That(correspondence.Out, Does.Contain("| wheel | ").And.Contain("| elsewhere | "));
        Assert.That(ImageFiles.Read(_folder.File("covered.png")).Height, Is.GreaterThan(200));
        var diagnosis = CommandLine.Run("features", "diagnosis", "alexnet-mini", "--images", "20");
        Assert.That((diagnosis.Code, diagnosis.Error), Is.EqualTo((0, "")));
        Assert.That(diagnosis.Out, Does.Contain("| conv1 | 48 | 2 |"));
    }

    [TestCase("features evolution vgg-mini --layer features.7", "vgg-mini comes without earlier moments of its training")]
    [TestCase("features evolution caffenet-mini --layer pool2 --weights formula:1", "--weights names one moment, and an evolution needs two")]
    [TestCase("features evolution caffenet-mini --layer fc7", "caffenet-mini@24 has no layer 'fc7'")]
    [TestCase("features invariance vgg-mini --steps 4", "--steps 4: give an odd number")]
    [TestCase("features occlusion vgg-mini --input world:1000:5 --window 65", "a window of 65 pixels is larger than the image of 64×64")]
    [TestCase("features occlusion vgg-mini --input world:1000:5 --target 12", "target 12 is out of range")]
    [TestCase("features occlusion vgg-mini --input world:1000:5 --layer classifier.0", "has none; name a layer before the classifier")]
    [TestCase("features top vgg-mini --layer features.7 --units 40..48", "--units 40..48: features.7 has 48 units, 0 to 47")]
    [TestCase("features top vgg-mini --layer features.7 --units x", "--units x: give FIRST..LAST with two whole numbers")]
    [TestCase("features top vgg-mini --layer featurs.7", "vgg-mini has no layer 'featurs.7'")]
    [TestCase("paths vgg-mini --input world:1000:5 --set tip=2", "relevance-paths has no option 'tip'")]
    [TestCase("paths vgg-mini --input world:1000:5 --target 12", "target 12 is out of range")]
    public void What_is_wrong_is_said_and_nothing_is_written(string line, string message)
    {
        var result = CommandLine.Run([.. line.Split(' '), "--out", _folder.File("out")]);
        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain(message));
        Assert.That(Directory.Exists(_folder.File("out")), Is.False);
    }

    [Test]
    public void A_class_that_the_world_does_not_have_is_told()
    {
        var result = CommandLine.Run("features", "correspondence", "alexnet-mini", "--class", "dog");
        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("--class dog: ConceptWorld's classes are house, tree, car"));
    }
}
