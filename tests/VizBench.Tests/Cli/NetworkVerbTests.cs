using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>train, card and filters, and networks without classes, by the command line.</summary>
internal sealed class NetworkVerbTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Filters_are_shown_and_measured()
    {
        var outcome = CommandLine.Run("filters", "alexnet-mini-robust", "--png", _folder.File("f.png"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Out, Does.Contain("48 of 7×7 pixels in conv1, 0 of them dead").And.Contain("smoothness  0."));
        var picture = ImageFiles.Read(_folder.File("f.png"));
        Assert.That((picture.Width, picture.Height), Is.EqualTo((16 * 53 + 4, 3 * 53 + 4)), "sixteen to a row, seven-fold");
    }

    [Test]
    public void Filters_of_random_weights_are_noise() =>
        Assert.That(CommandLine.Run("filters", "alexnet", "--weights", "formula:1").Out, Does.Match(@"smoothness  -?0\.0\d,"));

    [Test]
    public void A_card_is_written_as_a_page()
    {
        var outcome = CommandLine.Run("card", "vgg-mini", "--out", _folder.File("pages"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(Directory.GetFiles(_folder.File("pages")).Select(Path.GetFileName).Order(StringComparer.Ordinal), Is.EqualTo(new[] { "vgg-mini.filters.png", "vgg-mini.md" }));
        Assert.That(File.ReadAllText(_folder.File("pages/vgg-mini.md")), Does.StartWith("# vgg-mini\n").And.Contain("| accuracy |"));
    }

    [Test]
    public void A_folder_that_is_a_file_is_refused()
    {
        File.WriteAllText(_folder.File("x"), "");
        Assert.That(CommandLine.Run("train", "vgg-mini", "--out", _folder.File("x")).AsError(), Does.EndWith("x: --out: it is a file; name a folder"));
        Assert.That(CommandLine.Run("card", "vgg-mini", "--out", _folder.File("x")).AsError(), Does.EndWith("x: --out: it is a file; name a folder"));
        Assert.That(CommandLine.Run("train", "vgg-mini", "--out", _folder.File("x/y")).AsError(), Does.Contain("x/y: --out: cannot be made: "));
        Assert.That(CommandLine.Run("train", "upconv-fc6", "--random-labels").AsError(), Does.StartWith("--random-labels: upconv-fc6 is a generator and learns no classes; name a network: alexnet-mini, "));
        Assert.That(CommandLine.Run("train", "vgg-mini", "--out", "").AsError(), Is.EqualTo("--out names no folder; give its path"));
    }

    [TestCase("train vgg-maxi", "there is no recipe for 'vgg-maxi'; there are alexnet-mini, ")]
    [TestCase("train vgg-mini --device gpu", "'gpu' is not a device; use cpu, cuda or cuda:INDEX")]
    [TestCase("train vgg-mini --device cuda:99", "device cuda:99 is not there")]
    [TestCase("train vgg-mini --threads 0", "--threads can't be '0': it takes a whole number from 1 to 1024")]
    [TestCase("train caffenet-mini@24", "there is no recipe for 'caffenet-mini@24'; there are ")]
    [TestCase("card vgg-maxi --out pages", "there is no recipe for 'vgg-maxi'")]
    [TestCase("filters vgg-maxi", "there is no network 'vgg-maxi'")]
    [TestCase("filters vgg16", "vgg16 comes without weights; give a file with --weights FILE")]
    [TestCase("filters vgg-mini --png f.jpg", "f.jpg: --png: it writes .png files; let the name end in .png")]
    public void Mistakes_are_named(string line, string expected)
    {
        Assert.That(CommandLine.Run(line.Split(' ')).AsError(), Does.StartWith(expected));
    }

    [Test]
    public void A_card_beside_other_weights_is_refused()
    {
        foreach (var file in Directory.GetFiles(VizBench.Files.ProductFiles.Models, "resnet-mini.*"))
            File.Copy(file, _folder.File(Path.GetFileName(file)));
        Assert.That(CommandLine.Run("card", "resnet-mini", "--models", _folder.Path, "--out", _folder.File("pages")).Code, Is.Zero);
        var weights = _folder.File("resnet-mini.safetensors");
        var bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);
        Assert.That(CommandLine.Run("card", "resnet-mini", "--models", _folder.Path, "--out", _folder.File("pages")).AsError(), Does.Contain("resnet-mini.safetensors: content: is not what the card beside it describes"));
    }

    [Test]
    public void A_damaged_training_state_is_named()
    {
        File.WriteAllText(_folder.File("resnet-mini.training.safetensors"), "not a training");
        Assert.That(CommandLine.Run("train", "resnet-mini", "--out", _folder.Path).AsError(), Does.StartWith(_folder.File("resnet-mini.training.safetensors") + ": "));
        Assert.That(Directory.GetFiles(_folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_network_without_its_head_shows_its_layers()
    {
        var outcome = CommandLine.Run("apply", "forward", "--network", "caffenet-mini@24", "--layer", "conv5", "--input", "world:1:0");
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Out, Does.Contain("(1, 64, 7, 7)").And.Not.Contain("predicted"));
    }

    [TestCase("apply saliency --input world:1:0", "saliency explains a class, and caffenet-mini@24 has none: its last layer, 'pool5', gives maps of shape (64, 3, 3); take a network with a classifier, or name a layer and a unit in the class's place")]
    [TestCase("apply occlusion --input world:1:0 --target 1", "occlusion explains a class, and caffenet-mini@24 has none: its last layer, 'pool5', gives maps of shape (64, 3, 3); take a network with a classifier")]
    [TestCase("apply forward --input world:1:0 --target 1", "--target names a class, and caffenet-mini@24 has none")]
    public void A_network_without_its_head_has_no_classes(string line, string expected) =>
        Assert.That(CommandLine.Run([.. line.Split(' '), "--network", "caffenet-mini@24"]).AsError(), Does.StartWith(expected));

    [Test]
    public void A_suite_whose_methods_explain_classes_refuses_a_network_without_its_head() =>
        Assert.That(
            CommandLine.Run("run", "quick", "--network", "caffenet-mini@24").AsError(),
            Does.Contain("quick-images.json: methods[1]: gradient explains a class, and caffenet-mini@24 has none"));
}
