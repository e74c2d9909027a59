using System.Security.Cryptography;
using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Files;
using VizBench.Networks.Zoo;
using VizBench.Training;

namespace VizBench.Tests.Training;

/// <summary>Every reference network as it is committed: the file that its card describes, as good as the card says.</summary>
public sealed class CommittedNetworkTests
{
    private static IEnumerable<string> Names() => NetworkCatalogue.All.Where(entry => entry.Committed).Select(entry => entry.Name);

    [TestCaseSource(nameof(Names))]
    public void The_file_is_the_one_that_the_card_describes(string name)
    {
        var card = CardOf(name);
        var bytes = File.ReadAllBytes(NetworkCatalogue.CommittedFile(NetworkCatalogue.Named(name)));
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(bytes)), Is.EqualTo(card.WeightsSha256));
        Assert.That(bytes, Has.Length.LessThanOrEqualTo(1_200_000));
        Assert.That(card.Training.Seconds, Is.LessThanOrEqualTo(25 * 60), "a reference network is made again in at most 25 minutes");
    }

    [TestCaseSource(nameof(Names))]
    public void Its_accuracy_on_unseen_images_is_the_cards(string name)
    {
        var card = CardOf(name);
        using var opened = NetworkCatalogue.Open(name, null, float32, CPU);
        var measured = Evaluation.Of(opened.Network, card.Test.WorldSeed, card.Test.Images);
        Assert.That(measured.Accuracy, Is.GreaterThanOrEqualTo(0.98));
        // A logit that ties to the last bits may fall on either side on another processor.
        Assert.That(measured.Accuracy, Is.EqualTo(card.Test.Accuracy).Within(1.0 / card.Test.Images));
        Assert.That(card.Test.Images, Is.GreaterThanOrEqualTo(2000));
        Assert.That(card.Test.WorldSeed, Is.Not.EqualTo(card.Training.WorldSeed));
    }

    [Test]
    public void The_classes_are_ConceptWorlds() => Assert.That(VggMini.Classes, Is.EqualTo(World.Classes));

    private static NetworkCard CardOf(string name) => NetworkCard.Read(Path.Combine(ProductFiles.Models, name + ".json"));
}
