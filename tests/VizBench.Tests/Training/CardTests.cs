using System.Xml.Linq;
using NUnit.Framework;
using VizBench.Files;
using VizBench.Networks.Zoo;
using VizBench.Training;

namespace VizBench.Tests.Training;

public sealed class CardTests
{
    private static IEnumerable<string> Names() => TrainingRecipes.All.Select(recipe => recipe.Name);

    [TestCaseSource(nameof(Names))]
    public void A_card_reads_back_as_it_was_written(string name) =>
        Assert.That(CommittedNetworkTests.CardOf(name).ToJson(), Is.EqualTo(File.ReadAllText(Path.Combine(ProductFiles.Models, name + ".json"))));

    [TestCaseSource(nameof(Names))]
    public void Its_numbers_are_the_recipes(string name)
    {
        var (card, recipe) = (CommittedNetworkTests.CardOf(name), TrainingRecipes.Named(name));
        Assert.Multiple(() =>
        {
            Assert.That((card.Training.Steps, card.Training.Images, card.Training.BatchSize), Is.EqualTo((recipe.Steps, recipe.Images, recipe.BatchSize)));
            Assert.That((card.Training.Seed, card.Training.WorldSeed, card.Training.FirstLayerScale), Is.EqualTo((recipe.Seed, recipe.WorldSeed, recipe.FirstLayerScale)));
            Assert.That(card.Command, Is.EqualTo($"./vizbench train {name}"));
            Assert.That(card.Training.Shortcut, Is.EqualTo(recipe.Shortcut is null ? null : ShortcutOnCard.Of(recipe.Shortcut)));
            Assert.That(card.Moments.Select(file => file.File), Is.EqualTo((recipe.Moments?.Steps ?? []).Select(step => $"{name}@{step}.safetensors")));
            Assert.That(card.Input.Shape, Is.EqualTo(recipe.Shipped().InputShape));
            Assert.That(card.Training.Optimizer, Is.EqualTo(recipe.Optimizer));
            Assert.That(card.Training.Adversary, Is.EqualTo(recipe.Adversary));
            Assert.That(card.Training.Augmentation, Is.EqualTo(recipe.Augmentation));
            Assert.That(card.Parameters, Is.EqualTo(recipe.Shipped().TrainedParameterCount));
            Assert.That(card.Architecture.Select(Text), Is.EqualTo(recipe.Shipped().Layers.Select(layer => Text(LayerOnCard.Of(recipe.Shipped(), layer)))));
            Assert.That(card.LearningCurve[^1].Step, Is.EqualTo(recipe.Steps));
        });
    }

    [TestCaseSource(nameof(Names))]
    public void Its_curve_is_drawn_from_it(string name)
    {
        var drawn = CurveChart.Of(CommittedNetworkTests.CardOf(name));
        Assert.That(drawn, Is.EqualTo(File.ReadAllText(Path.Combine(ProductFiles.Models, name + ".curve.svg"))), $"draw it again: ./vizbench card {name} --out docs/networks");
        Assert.That(XDocument.Parse(drawn).Root!.Elements().Count(element => element.Name.LocalName is "polyline"), Is.EqualTo(2));
    }

    [TestCaseSource(nameof(Names)), Category(Checkout.Category)]
    public void Its_page_is_written_from_it(string name)
    {
        var page = Path.Combine(ProductFiles.Root, "docs", "networks", CardPage.FileNameOf(name));
        Assert.That(
            File.ReadAllText(page), Is.EqualTo(CardPage.Of(CommittedNetworkTests.CardOf(name), NetworkCatalogue.Named(name).Summary, "../../models")),
            $"write it again: ./vizbench card {name} --out docs/networks");
    }

    [Test, Category(Checkout.Category)]
    public void The_page_that_compares_all_is_written_from_them() =>
        Assert.That(
            File.ReadAllText(Path.Combine(ProductFiles.Root, "docs", "networks", CardIndexPage.FileName)), Is.EqualTo(CardIndexPage.Of([.. Names().Select(CommittedNetworkTests.CardOf)], [.. GeneratorRecipes.All.Select(recipe => GeneratorCardTests.CardOf(recipe.Name))])),
            "write it again: ./vizbench card --out docs/networks");

    [Test]
    public void A_card_without_attacks_is_refused()
    {
        using var folder = new Data.TestFolder();
        var path = folder.File("vgg-mini.json");
        File.WriteAllText(path, (CommittedNetworkTests.CardOf("vgg-mini") with { Robustness = [] }).ToJson());
        Assert.That(() => NetworkCard.Read(path), Throws.TypeOf<FileError>().With.Message.Contains("robustness: is empty"));
    }

    private static string Text(LayerOnCard layer) => $"{layer.Name}: {layer.Operation} of {string.Join(", ", layer.Inputs ?? [])} gives {string.Join('×', layer.Output)}";

    [Test]
    public void A_damaged_card_names_its_line()
    {
        using var folder = new Data.TestFolder();
        var path = folder.File("vgg-mini.json");
        File.WriteAllText(path, File.ReadAllText(Path.Combine(ProductFiles.Models, "vgg-mini.json")).Replace("\"parameters\": ", "\"parameters\": x", StringComparison.Ordinal));
        Assert.That(() => NetworkCard.Read(path), Throws.TypeOf<FileError>().With.Message.Match("vgg-mini.json: line [0-9]+: ").And.Message.Contains("is not a network's card"));
    }
}
