using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Training;

namespace VizBench.Tests.Training;

/// <summary>Every reference network as it is committed: the file that its card describes, as good as the card says.</summary>
public sealed class CommittedNetworkTests
{
    private const int BudgetBytes = 11_000_000;

    private static IEnumerable<string> Names() => TrainingRecipes.All.Select(recipe => recipe.Name);

    private static IEnumerable<string> Files() => NetworkCatalogue.All.Where(entry => entry.Committed).Select(entry => entry.Name);

    [TestCaseSource(nameof(Files))]
    public void The_file_is_the_one_that_the_card_describes(string name)
    {
        var entry = NetworkCatalogue.Named(name);
        var path = NetworkCatalogue.CommittedFile(entry);
        Assert.That(CardOf(entry.TrainedAs).FileOf(name), Is.EqualTo(new WeightsOnCard(Path.GetFileName(path), new FileInfo(path).Length, InputFile.Sha256(path))));
    }

    [TestCaseSource(nameof(Names))]
    public void Its_accuracy_on_unseen_images_is_the_cards(string name)
    {
        var card = CardOf(name);
        using var opened = NetworkCatalogue.Open(name, null, float32, CPU);
        var measured = VizBench.Training.Evaluation.Of(opened.Network, TrainingRecipes.Named(name), card.Test.WorldSeed, card.Test.Images);
        Assert.That(measured.Accuracy, Is.GreaterThanOrEqualTo(name is CaffeNetMini.Name ? 0.97 : 0.99));
        // A logit that ties to the last bits may fall on either side on another processor.
        Assert.That(measured.Accuracy, Is.EqualTo(card.Test.Accuracy).Within(2.0 / card.Test.Images));
        Assert.That(Differences(measured.Confusion, card.Test.Confusion), Is.LessThanOrEqualTo(4));
        Assert.That(card.Test.Confusion.Sum(row => row.Sum()), Is.EqualTo(card.Test.Images).And.GreaterThanOrEqualTo(5000));
        Assert.That(card.Test.WorldSeed, Is.EqualTo(card.Training.WorldSeed + 1));
    }

    [TestCaseSource(nameof(Names))]
    public void It_is_made_again_in_at_most_25_minutes(string name) =>
        // The card's seconds are of one thread, where it says so; a second one halves them.
        Assert.That(CardOf(name).Training.Seconds * CardOf(name).Training.Threads / 2, Is.LessThanOrEqualTo(25 * 60));

    [TestCaseSource(nameof(Names))]
    public void Its_first_layer_shows_edges_and_blobs(string name)
    {
        using var opened = NetworkCatalogue.Open(name, null, float32, CPU);
        var measured = FilterSmoothness.Of(FirstLayerFilters.Of(opened.Network));
        Assert.That(measured, Is.EqualTo(CardOf(name).FirstLayer));
        Assert.That(measured.Median, Is.GreaterThanOrEqualTo(0.5));
        Assert.That(measured.Dead, Is.LessThanOrEqualTo(measured.Filters / 10));
    }

    [Test]
    public void The_robust_network_withstands_attacks_better_than_its_standard_twin()
    {
        var (robust, standard) = (CardOf(AlexNetMini.RobustName).Robustness, CardOf(AlexNetMini.Name).Robustness);
        Assert.That(robust.Select(attack => attack.Epsilon), Is.EqualTo(new[] { 0.5, 1 }));
        Assert.That(robust[0].Accuracy, Is.GreaterThanOrEqualTo(0.97));
        Assert.That(robust[1].Accuracy, Is.GreaterThanOrEqualTo(0.90));
        Assert.That(robust[1].Accuracy, Is.GreaterThan(standard[1].Accuracy));
    }

    /// <summary>A tenth of the card's images are attacked again; the rest would take minutes.</summary>
    [TestCase(AlexNetMini.Name, 1)]
    [TestCase(AlexNetMini.RobustName, 0)]
    [TestCase(AlexNetMini.RobustName, 1)]
    public void Its_accuracy_under_attack_is_the_cards(string name, int attack)
    {
        var card = CardOf(name);
        using var opened = NetworkCatalogue.Open(name, null, float32, CPU);
        var stated = card.Robustness[attack];
        var measured = Robustness.Of(opened.Network, TrainingRecipes.Named(name), card.Test.WorldSeed, stated.Images / 10, stated.Epsilon);
        Assert.That(measured.Accuracy, Is.EqualTo(stated.Accuracy).Within(FourErrors(stated.Accuracy, measured.Images)));
    }

    [Test]
    public void The_shortcut_network_really_uses_the_mark()
    {
        var card = CardOf(VggMini.ShortcutName);
        var stated = card.ShortcutUse!;
        Assert.That(stated.WithMark, Is.GreaterThanOrEqualTo(0.99));
        Assert.That(stated.WithoutMark, Is.LessThanOrEqualTo(0.2));
        Assert.That(stated.Misled, Is.GreaterThanOrEqualTo(0.8));
        Assert.That(stated.MisledWithoutMark, Is.LessThanOrEqualTo(0.01));
        using var opened = NetworkCatalogue.Open(VggMini.ShortcutName, null, float32, CPU);
        var measured = ShortcutUse.Of(opened.Network, TrainingRecipes.Named(VggMini.ShortcutName).Shortcut!, card.Test.WorldSeed, 600);
        Assert.That(measured.WithMark, Is.EqualTo(stated.WithMark).Within(FourErrors(stated.WithMark, 50)));
        Assert.That(measured.WithoutMark, Is.EqualTo(stated.WithoutMark).Within(FourErrors(stated.WithoutMark, 50)));
        Assert.That(measured.Misled, Is.EqualTo(stated.Misled).Within(FourErrors(stated.Misled, 550)));
    }

    /// <summary>The kept moments are stations on one way: each is nearer to the end than the one before.</summary>
    [Test]
    public void The_moments_lead_to_the_network()
    {
        using var scope = NewDisposeScope();
        using var last = NetworkCatalogue.Open(CaffeNetMini.Name, null, float32, CPU);
        var distances = new List<double>();
        foreach (var step in CaffeNetMini.Moments)
        {
            using var moment = NetworkCatalogue.Open($"{CaffeNetMini.Name}@{step}", null, float32, CPU);
            var squares = moment.Network.Parameters.Where(p => p.Key.EndsWith("weight", StringComparison.Ordinal)).Sum(p => (double)(p.Value - last.Network.Parameters[p.Key]).square().sum());
            distances.Add(Math.Sqrt(squares));
            var map = ForwardWalk.Outputs(moment.Network, full([1, 3, 64, 64], 0.3, float32), [CaffeNetMini.LastFeature])[0];
            Assert.That(map.shape, Is.EqualTo(new long[] { 1, 64, 3, 3 }));
        }

        Assert.That(distances, Is.Ordered.Descending);
    }

    [Test]
    public void The_folder_keeps_its_budget() =>
        // An interrupted training's state may lie there too.
        Assert.That(Directory.GetFiles(ProductFiles.Models).Where(file => !file.EndsWith(".training.safetensors", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length), Is.LessThanOrEqualTo(BudgetBytes));

    [Test]
    public void The_classes_are_ConceptWorlds() => Assert.That(ConceptWorldClasses.Names, Is.EqualTo(World.Classes));

    /// <summary>Four standard errors of a share measured on so many images, and one image.</summary>
    private static double FourErrors(double share, int images) => 4 * Math.Sqrt(share * (1 - share) / images) + 1.0 / images;

    private static int Differences(IReadOnlyList<IReadOnlyList<int>> a, IReadOnlyList<IReadOnlyList<int>> b) =>
        a.Zip(b, (rowA, rowB) => rowA.Zip(rowB, (x, y) => Math.Abs(x - y)).Sum()).Sum();

    internal static NetworkCard CardOf(string name) => NetworkCard.Read(Path.Combine(ProductFiles.Models, name + ".json"));
}
