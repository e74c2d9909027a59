using NUnit.Framework;
using VizBench.Cli.Applications;
using VizBench.Data.Images;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>applications design, pruning, security.</summary>
public sealed class ApplicationVerbTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Design_trains_and_shows_both_first_layers()
    {
        var networks = DesignStudy.Run(_folder.Path, 384, 24, null, CancellationToken.None);
        Assert.That(networks.Select(network => network.FirstLayer), Is.EqualTo(new[] { "11×11 every 4", "7×7 every 2" }));
        // More than an eighth of a cycle aliases at every fourth pixel: a large part of any filter so early in its training.
        Assert.That(networks[0].Layers[0].AliasedShare, Is.GreaterThan(networks[1].Layers[0].AliasedShare));
        Assert.That(ImageFiles.Read(_folder.File("filters.png")).Height, Is.GreaterThan(200));
        Assert.That(Directory.GetFiles(_folder.Path, "*.safetensors"), Has.Length.EqualTo(2));
        Assert.That(DesignStudy.Markdown(networks, 384), Does.Contain("| stride-4 | 11×11 every 4 |"));
    }

    [Test]
    public void Pruning_and_security_write_tables_and_charts()
    {
        var pruning = CommandLine.Run("applications", "pruning", "caffenet-mini", "--layer", "relu5", "--images", "24", "--steps", "2", "--points", "4", "--out", _folder.File("pruning"));
        Assert.That(pruning.Code, Is.Zero, pruning.Error);
        Assert.That(Names("pruning"), Is.EqualTo(new[] { "pruning.csv", "pruning.json", "pruning.md", "pruning.png", "pruning.svg" }));
        Assert.That(File.ReadAllLines(_folder.File("pruning/pruning.csv")), Has.Length.EqualTo(1 + 4 * 4));
        var security = CommandLine.Run("applications", "security", "caffenet-mini", "--methods", "gradient", "--images", "12", "--steps", "2", "--out", _folder.File("security"));
        Assert.That(security.Code, Is.Zero, security.Error);
        Assert.That(Names("security"), Is.EqualTo(new[] { "security.json", "security.md", "separation.png", "separation.svg", "shifts.png", "shifts.svg" }));

        string[] Names(string folder) => [.. Directory.GetFiles(_folder.File(folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
    }

    [TestCase("--epsilon can't be 'much': it takes a number above 0, at most 255", "security", "vgg-mini", "--epsilon", "much")]
    [TestCase("no evaluated method matches 'nothing'", "security", "vgg-mini", "--methods", "nothing")]
    [TestCase("features.13 is no ReLU behind a convolution, so its units have no filters to be measured", "pruning", "vgg-mini", "--layer", "features.13")]
    [TestCase("pruning looks at the accuracy on ConceptWorld", "pruning", "vgg11", "--weights", "formula:1", "--layer", "features.1")]
    public void What_can_not_be_studied_is_refused_in_one_line(string message, params string[] arguments)
    {
        var result = CommandLine.Run(["applications", .. arguments, "--out", _folder.File("out")]);
        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith($"error: {message}"));
        Assert.That(result.Error.TrimEnd('\n'), Does.Not.Contain("\n"));
    }
}
