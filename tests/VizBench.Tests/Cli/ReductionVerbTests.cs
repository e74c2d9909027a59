using System.Text.Json.Nodes;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Suite;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>features activation-factors and features embedding.</summary>
public sealed class ReductionVerbTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("nmf")]
    [TestCase("pca")]
    public void Factors_are_maps_and_directions(string kind)
    {
        var result = CommandLine.Run("features", "activation-factors", "caffenet-mini", "--layer", "relu5", "--kind", kind, "--factors", "3", "--images", "12", "--steps", "2", "--out", _folder.File("out"));
        Assert.That(result.Code, Is.Zero, result.Error);
        var (maps, directions) = (NpyFile.Read(_folder.File("out/maps.npy")), NpyFile.Read(_folder.File("out/directions.npy")));
        Assert.That((maps.Shape[0], maps.Shape[1]), Is.EqualTo((12, 3)));
        Assert.That(directions.Shape, Is.EqualTo(new long[] { 3, 64 }));
        foreach (var direction in directions.ToDoubles().Chunk(64))
            Assert.That(direction.Sum(weight => weight * weight), Is.EqualTo(1).Within(1e-9));
        Assert.That(maps.ToDoubles().Min(), string.Equals(kind, "nmf", StringComparison.Ordinal) ? Is.GreaterThanOrEqualTo(0) : Is.LessThan(0));
        var document = JsonNode.Parse(File.ReadAllText(_folder.File("out/factors.json")))!;
        Assert.That(((string?)document["kind"], (int)document["images"]!), Is.EqualTo((kind, 12)));
        Assert.That((double)document["explained"]!, Is.InRange(0.1, 1));
        // Of the variance those of principal axes, of each other's sum those of non-negative factors.
        var whole = string.Equals(kind, "pca", StringComparison.Ordinal) ? (double)document["explained"]! : 1;
        Assert.That(document["shares"]!.AsArray().Sum(share => (double)share!), Is.EqualTo(whole).Within(1e-9));
        Assert.That(ImageFiles.Read(_folder.File("out/sheet.png")).Height, Is.GreaterThan(3 * 96));
    }

    /// <summary>The two kinds have shares of different things, and the sheet says of which.</summary>
    [TestCase(FactorKind.Pca, "factor 2: 12.5 % of the variance")]
    [TestCase(FactorKind.Nmf, "factor 2: 12.5 % of the factors' sum of squares")]
    public void Shares_of_factors_are_named(FactorKind kind, string header) => Assert.That(ActivationFactors.RowHeader(2, 0.125, kind), Is.EqualTo(header));

    [Test]
    public void An_embedding_puts_each_image_into_a_cell_of_its_own()
    {
        string[] arguments = ["features", "embedding", "caffenet-mini", "--images", "60", "--perplexity", "8", "--thumbnail", "16"];
        var result = CommandLine.Run([.. arguments, "--out", _folder.File("out")]);
        Assert.That(result.Code, Is.Zero, result.Error);
        string[][] rows = [.. File.ReadAllLines(_folder.File("out/embedding.csv")).Skip(1).Select(line => line.Split(','))];
        Assert.That(rows, Has.Length.EqualTo(60));
        Assert.That(rows.Select(row => (row[5], row[6])).Distinct().Count(), Is.EqualTo(60));
        Assert.That(rows.Select(row => row[2]).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(12));
        // A line of names and more below the grid: 160 pixels don't hold twelve.
        var sheet = ImageFiles.Read(_folder.File("out/sheet.png"));
        Assert.That(sheet.Width, Is.EqualTo(8 * 20));
        Assert.That(sheet.Height, Is.GreaterThan(8 * 20 + 2 * BitmapFont.LineHeight));
        var document = JsonNode.Parse(File.ReadAllText(_folder.File("out/embedding.json")))!;
        // Codes of a trained network: its classes lie together.
        Assert.That((double)document["plane_accuracy"]!, Is.GreaterThan(0.8));
        Assert.That((double)document["trustworthiness"]!, Is.InRange(0.8, 1));
        CommandLine.Run([.. arguments, "--out", _folder.File("again")]);
        Assert.That(File.ReadAllBytes(_folder.File("again/embedding.csv")), Is.EqualTo(File.ReadAllBytes(_folder.File("out/embedding.csv"))));
    }

    /// <summary>Without --perplexity, as few images as can be laid out are; the document says with which.</summary>
    [TestCase("8", 7 / 3.0)]
    [TestCase("91", 30)]
    [TestCase("92", 30)]
    public void Perplexity_suits_the_number_of_images(string images, double perplexity)
    {
        var result = CommandLine.Run("features", "embedding", "caffenet-mini", "--images", images, "--thumbnail", "8", "--out", _folder.File("out"));
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That((double)JsonNode.Parse(File.ReadAllText(_folder.File("out/embedding.json")))!["perplexity"]!, Is.EqualTo(perplexity).Within(1e-12));
    }

    [TestCase("conv5 has negative activations, and non-negative factors have none; name the layer after its ReLU, or take --kind pca", "activation-factors", "caffenet-mini", "--layer", "conv5", "--images", "2")]
    [TestCase("fc6 has no rows and columns, so its factors would have no maps", "activation-factors", "caffenet-mini", "--layer", "fc6", "--images", "2")]
    [TestCase("--factors 49: relu1 has 48 channels; ask for as many factors at most", "activation-factors", "caffenet-mini", "--layer", "relu1", "--images", "2", "--factors", "49")]
    [TestCase("--kind can't be 'ica': it takes nmf or pca", "activation-factors", "caffenet-mini", "--layer", "relu1", "--kind", "ica")]
    [TestCase("5 images can't be laid out: give from 8 to 3000", "embedding", "caffenet-mini", "--images", "5")]
    [TestCase("--perplexity 20: with 30 images it lies above 1 and below 10, a third of them", "embedding", "caffenet-mini", "--images", "30", "--perplexity", "20")]
    [TestCase("caffenet-mini has no layer 'fc66'", "embedding", "caffenet-mini", "--layer", "fc66", "--input", "no-such-folder")]
    [TestCase("caffenet-mini has no layer 'relu66'", "activation-factors", "caffenet-mini", "--layer", "relu66", "--input", "no-such-folder")]
    [TestCase("--perplexity can't be 'many': it takes a number above 1, for example 20", "embedding", "caffenet-mini", "--perplexity", "many")]
    public void What_can_not_be_reduced_is_refused_in_one_line(string message, params string[] arguments)
    {
        var result = CommandLine.Run(["features", .. arguments, "--out", _folder.File("out")]);
        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith($"error: {message}"));
        Assert.That(result.Error.TrimEnd('\n'), Does.Not.Contain("\n"));
        Assert.That(Directory.Exists(_folder.File("out")), Is.False);
    }
}
