using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Suite;
using VizBench.Tests.Data;
using VizBench.Tests.Suite;

namespace VizBench.Tests.Golden;

/// <summary>What may become a golden, and what must be refused before anything is replaced.</summary>
public sealed class GoldenAcceptanceTests : OnOnesOwnMachine
{
    private const string Case = "vgg-mini.forward.world-1000-0";

    [Test]
    public void A_run_of_other_weights_seed_or_device_is_refused_and_nothing_is_written()
    {
        using var folder = new TestFolder();
        using var suite = new SmallSuite();
        var goldens = new GoldenFolder(folder.Path);
        var right = suite.Request("right") with { Suite = "golden", Weights = null, Filter = Case };
        AssertRefused(right with { Weights = SmallSuite.Weights, OutputFolder = suite.In("weights") }, "the SHA-256 of the weights is ", "(models/vgg-mini.safetensors); run it again without --weights");
        AssertRefused(right with { Seed = 5, OutputFolder = suite.In("seed") }, "the seed is 5, and goldens are made with 0; run it again without --seed");

        var run = SuiteRunner.Run(right);
        var manifest = Path.Combine(run.Folder, "manifest.json");
        var text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text.Replace("\"device\": \"cpu\"", "\"device\": \"cuda:0\"", StringComparison.Ordinal));
        Assert.That(() => GoldenAcceptance.Accept(run.Folder, null, goldens), Throws.TypeOf<UserError>().With.Message.Contains("is a run on cuda:0; goldens are made on the CPU: run it again with --device cpu"));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);

        File.WriteAllText(manifest, text);
        Assert.That(GoldenAcceptance.Accept(run.Folder, null, goldens), Is.EqualTo(new[] { Case }));

        void AssertRefused(RunRequest request, params string[] parts)
        {
            var made = SuiteRunner.Run(request);
            var message = Assert.Throws<UserError>(() => GoldenAcceptance.Accept(made.Folder, null, goldens))!.Message;
            Assert.That(message, Does.StartWith($"{made.Folder}: case {Case}: "));
            foreach (var part in parts)
                Assert.That(message, Does.Contain(part));
        }
    }

    [Test]
    public void Another_case_under_a_goldens_name_is_refused()
    {
        using var folder = new TestFolder();
        using var suite = new SmallSuite("""[ { "method": "forward", "layer": "features.7", "name": "forward" } ]""");
        var run = SuiteRunner.Run(suite.Request() with { Weights = null, Seed = 0, Filter = Case });
        Assert.That(() => GoldenAcceptance.Accept(run.Folder, null, new GoldenFolder(folder.Path)),
            Throws.TypeOf<UserError>().With.Message.Contains("the layer is features.7, and goldens are made with none"));
    }

    [TestCase("painting:stripes:3 0a1b", "painting:stripes:3")]
    [TestCase("my own photo.png 0a1b", "my own photo.png")]
    public void An_inputs_label_may_have_spaces(string role, string expected) => Assert.That(GoldenOrigin.LabelOf(role), Is.EqualTo(expected));

    [Test]
    public void A_golden_that_loses_its_picture_keeps_no_old_one()
    {
        using var folder = new TestFolder();
        var goldens = new GoldenFolder(folder.Path);
        goldens.WriteReceived(Record());
        GoldenAcceptance.Accept(folder.Path);
        Assert.That(goldens.ReadVerified("activation", Case)!.Picture, Is.Not.Null);

        goldens.WriteReceived(Record() with { Picture = null });
        GoldenAcceptance.Accept(folder.Path);
        Assert.That(goldens.ReadVerified("activation", Case)!.Picture, Is.Null);
        Assert.That(Directory.EnumerateFiles(folder.File("activation")).Select(Path.GetFileName), Is.EqualTo(new[] { Case + ".verified.json" }));
    }

    [TestCase("../elsewhere", Case)]
    [TestCase("activation", "another.case")]
    public void A_received_file_that_names_another_place_is_refused(string family, string id)
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("goldens/activation"));
        Directory.CreateDirectory(folder.File("goldens/attribution"));
        var good = Record() with { Case = "a.good.one", Family = "activation" };
        File.WriteAllText(folder.File($"goldens/activation/{good.Case}.received.json"), good.ToJson());
        File.WriteAllText(folder.File($"goldens/attribution/{Case}.received.json"), (Record() with { Case = id, Family = family }).ToJson());
        var before = Everything();
        Assert.That(() => GoldenAcceptance.Accept(folder.File("goldens")), Throws.TypeOf<FileError>().With.Message.Contains($"'{family}' and '{id}', and this is the place of 'attribution' and '{Case}'"));
        Assert.That(Everything(), Is.EqualTo(before));

        string[] Everything() => [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    private static GoldenRecord Record() => new()
    {
        Case = Case,
        Family = "activation",
        Method = "forward",
        Options = new(StringComparer.Ordinal),
        Network = "vgg-mini",
        WeightsSha256 = "weights",
        Input = "world:1000:0",
        InputSha256 = "input",
        Shape = [2],
        Samples = [1, 2],
        Projections = [3],
        Scalars = new(StringComparer.Ordinal),
        Metrics = new(StringComparer.Ordinal),
        Picture = new RgbImage(2, 2),
    };
}
