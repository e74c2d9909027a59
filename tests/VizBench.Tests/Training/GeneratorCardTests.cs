using System.Xml.Linq;
using NUnit.Framework;
using VizBench.Files;
using VizBench.Networks.Zoo;
using VizBench.Training;

namespace VizBench.Tests.Training;

/// <summary>Every generator as it is committed: the file that its card describes, as good as the card says.</summary>
public sealed class GeneratorCardTests
{
    private const int LargestFile = 1_000_000;
    private const int Retested = 96;

    /// <summary>At least so much is asked of reconstructions: the deeper the code, the less is left of the picture.</summary>
    private static readonly Dictionary<string, (double Psnr, double SameClass)> s_least = new(StringComparer.Ordinal)
    {
        ["upconv-relu2"] = (21, 0.97),
        ["upconv-relu5"] = (16, 0.65),
        ["upconv-fc6"] = (14, 0.4),
        ["upconv-fc8"] = (12, 0.25),
        ["dgn-fc6"] = (11, 0.95),
        ["dgn-fc6-robust"] = (11, 0.95),
        ["style-adain"] = (17, 0.85),
    };

    private static IEnumerable<string> Names() => GeneratorCatalogue.All.Select(entry => entry.Name);

    private static IEnumerable<string> Decoders() => s_least.Keys;

    private static IEnumerable<string> Autoencoders() => GeneratorCatalogue.All.Where(entry => entry.MakesCodes).Select(entry => entry.Name);

    [Test]
    public void Every_decoder_of_pictures_is_tested_again() => Assert.That(s_least.Keys, Is.EquivalentTo(Names().Where(name => CardOf(name).Test is not null)));

    [Test]
    public void Every_generator_has_its_recipe() => Assert.That(GeneratorRecipes.All.Select(recipe => recipe.Name), Is.EqualTo(Names()));

    [TestCaseSource(nameof(Names))]
    public void The_file_is_the_one_that_the_card_describes(string name)
    {
        var file = GeneratorCatalogue.FileOf(GeneratorCatalogue.Named(name));
        Assert.That(CardOf(name).Weights, Is.EqualTo(new WeightsOnCard(Path.GetFileName(file), new FileInfo(file).Length, InputFile.Sha256(file))));
        Assert.That(new FileInfo(file).Length, Is.LessThanOrEqualTo(LargestFile));
    }

    [Test]
    public void A_page_says_which_share_of_the_noise_is_left()
    {
        var card = CardOf("upconv-fc6") with { Test = null, Denoising = new DenoisingTest(1, 60, 4, 0.5) };
        Assert.That(GeneratorPage.Of(card, "summary", "models"), Does.Contain("noise moves them by 4; 12.5 % of that is left"));
    }

    [TestCaseSource(nameof(Names))]
    public void Its_recipe_fits_its_entry(string name)
    {
        var (recipe, entry) = (GeneratorRecipes.Named(name), GeneratorCatalogue.Named(name));
        Assert.That(recipe.ChunkImages % recipe.BatchSize, Is.Zero, "chunks are whole batches");
        Assert.That(recipe.Images % recipe.ChunkImages, Is.Zero);
        Assert.That(recipe.BatchSize % ImageRecipe.Shards, Is.Zero);
        Assert.That(recipe.Losses.Any(part => part.AsksDiscriminator), Is.EqualTo(recipe.Discriminator is not null));
        Assert.That(recipe.Input.Code, Is.EqualTo(entry.Layer is null ? null : ((string Network, string Layer)?)(entry.Network, entry.Layer)));
        Assert.That(recipe.Input.StyleDescription ?? "", entry.Painting is null ? Does.Not.Contain("the painting") : Does.Contain($"the painting {entry.Painting},"));
        Assert.That(entry.TrainedWith.Order(StringComparer.Ordinal), Is.EqualTo(recipe.FrozenNetworks));
        Assert.That(recipe.Generator().InputShape, Is.EqualTo(NetworkCatalogue.Named(entry.Network).Build().ShapeOf(entry.Layer ?? VizBench.Networks.Architecture.InputName)));
    }

    [TestCaseSource(nameof(Names))]
    public void Its_numbers_are_the_recipes(string name)
    {
        var (card, recipe) = (CardOf(name), GeneratorRecipes.Named(name));
        Assert.Multiple(() =>
        {
            Assert.That((card.Training.Steps, card.Training.Images, card.Training.BatchSize), Is.EqualTo((recipe.Steps, recipe.Images, recipe.BatchSize)));
            Assert.That((card.Training.Seed, card.Training.WorldSeed, card.Training.LastLayerScale, card.Training.Averaging), Is.EqualTo((recipe.Seed, recipe.WorldSeed, recipe.LastLayerScale, recipe.Averaging)));
            Assert.That(card.Training.Optimizer, Is.EqualTo(recipe.Optimizer));
            Assert.That(card.Training.Losses, Is.EqualTo(recipe.Losses.Select(part => new LossOnCard(part.Name, part.Weight, part.Description))));
            Assert.That(card.Training.Networks ?? recipe.FrozenWeights(), Is.EqualTo(recipe.FrozenWeights()), "the networks that it was trained with are those that are here; null: not noted yet");
            Assert.That(card.Training.SmoothsNetworks is true, Is.EqualTo(recipe.SmoothsNetworks));
            Assert.That(card.Training.Noise, Is.EqualTo((recipe.Input as CodeInput)?.NoiseDescription));
            Assert.That(card.Training.Styles, Is.EqualTo(recipe.Input.StyleDescription));
            Assert.That(card.Training.Discriminator, Is.EqualTo(recipe.Discriminator is null ? null : DiscriminatorOnCard.Of(recipe.Discriminator)));
            Assert.That(card.Command, Is.EqualTo($"./vizbench train {name}"));
            Assert.That(card.Parameters, Is.EqualTo(recipe.Generator().TrainedParameterCount));
            Assert.That(card.Architecture.Select(layer => (layer.Name, layer.Operation, string.Join('×', layer.Output))), Is.EqualTo(recipe.Generator().Layers.Select(layer => LayerOnCard.Of(recipe.Generator(), layer)).Select(layer => (layer.Name, layer.Operation, string.Join('×', layer.Output)))));
            Assert.That(card.LearningCurve[^1].Step, Is.EqualTo(recipe.Steps / LearningCurve.Every * LearningCurve.Every));
            Assert.That(card.Test?.WorldSeed ?? card.Denoising?.WorldSeed, Is.EqualTo(recipe.Input.Code is null ? null : (long?)recipe.WorldSeed + 1));
            Assert.That(recipe.MakesCodes, Is.EqualTo(GeneratorCatalogue.Named(name).MakesCodes));
        });
    }

    /// <summary>A part of the card's images is made again; the rest would take too long.</summary>
    [TestCaseSource(nameof(Decoders))]
    public void Its_reconstructions_are_as_good_as_the_card_says(string name)
    {
        var (card, recipe) = (CardOf(name), GeneratorRecipes.Named(name));
        using var generator = GeneratorCatalogue.Open(name, float32, CPU);
        using var coder = NetworkCatalogue.Open(card.Input.Network!, null, float32, CPU);
        var measured = GeneratorTest.Of(generator, recipe.FormOf(coder.Network), recipe, card.Test!.WorldSeed, Retested);
        Assert.That(card.Test.Psnr, Is.GreaterThanOrEqualTo(s_least[name].Psnr));
        Assert.That(card.Test.SameClass, Is.GreaterThanOrEqualTo(s_least[name].SameClass));
        Assert.That(measured.Psnr, Is.EqualTo(card.Test.Psnr).Within(0.8));
        Assert.That(measured.Ssim, Is.EqualTo(card.Test.Ssim).Within(0.05));
        Assert.That(measured.CodeError, Is.EqualTo(card.Test.CodeError).Within(15).Percent);
        // Four standard errors of the share, and one image.
        Assert.That(measured.SameClass, Is.EqualTo(card.Test.SameClass).Within(4 * Math.Sqrt(card.Test.SameClass * (1 - card.Test.SameClass) / Retested) + 1.0 / Retested));
    }

    [TestCaseSource(nameof(Decoders))]
    public void What_its_sheet_shows_is_as_near_as_the_card_says(string name)
    {
        const int cell = ConceptWorldClasses.InputSize, gap = 2, columns = 6;
        using var generator = GeneratorCatalogue.Open(name, float32, CPU);
        using var coder = NetworkCatalogue.Open(CardOf(name).Input.Network!, null, float32, CPU);
        var sheet = ReconstructionSheet.Of(generator, coder.Network, GeneratorRecipes.Named(name), CardOf(name).Test!.WorldSeed);
        var psnr = Enumerable.Range(0, columns).Average(column =>
        {
            var left = gap + column * (cell + gap);
            var error = (from y in Enumerable.Range(gap, cell) from x in Enumerable.Range(left, cell) from channel in Enumerable.Range(0, 3) select At(x, y, channel) - At(x, y + cell + gap, channel)).Average(difference => difference * difference);
            return 10 * Math.Log10(255 * 255 / error);
        });
        Assert.That(psnr, Is.EqualTo(CardOf(name).Test!.Psnr).Within(2));

        double At(int x, int y, int channel) => sheet.Pixels[(y * sheet.Width + x) * 3 + channel];
    }

    [TestCaseSource(nameof(Autoencoders))]
    public void It_takes_noise_away_as_the_card_says(string name)
    {
        using var autoencoder = GeneratorCatalogue.Open(name, float32, CPU);
        using var networks = new FrozenNetworks(CPU);
        var recipe = GeneratorRecipes.Named(name);
        recipe.Input.Register(networks);
        var (stated, measured) = (CardOf(name).Denoising!, DenoisingTest.Of(autoencoder, networks, recipe with { TestImages = Retested }));
        Assert.That(stated.After, Is.LessThan(0.6 * stated.Before));
        Assert.That(measured.Before, Is.EqualTo(stated.Before).Within(5).Percent);
        Assert.That(measured.After, Is.EqualTo(stated.After).Within(15).Percent);
    }

    [TestCaseSource(nameof(Names))]
    public void A_card_reads_back_as_it_was_written(string name) =>
        Assert.That(CardOf(name).ToJson(), Is.EqualTo(File.ReadAllText(Path.Combine(ProductFiles.Models, name + ".json"))));

    [TestCaseSource(nameof(Names))]
    public void Its_curve_is_drawn_from_it(string name)
    {
        var drawn = CurveChart.Of(CardOf(name));
        Assert.That(drawn, Is.EqualTo(File.ReadAllText(Path.Combine(ProductFiles.Models, name + ".curve.svg"))), $"draw it again: ./vizbench card {name} --out docs/networks");
        Assert.That(XDocument.Parse(drawn).Root!.Elements().Count(element => element.Name.LocalName is "polyline"), Is.GreaterThanOrEqualTo(CardOf(name).Test is null ? 1 : 2));
    }

    [TestCaseSource(nameof(Names)), Category(Checkout.Category)]
    public void Its_page_is_written_from_it(string name)
    {
        var page = Path.Combine(ProductFiles.Root, "docs", "networks", CardPage.FileNameOf(name));
        Assert.That(
            File.ReadAllText(page), Is.EqualTo(GeneratorPage.Of(CardOf(name), GeneratorCatalogue.Named(name).Summary, "../../models")),
            $"write it again: ./vizbench card {name} --out docs/networks");
    }

    internal static GeneratorCard CardOf(string name) => GeneratorCard.Read(Path.Combine(ProductFiles.Models, name + ".json"));
}
