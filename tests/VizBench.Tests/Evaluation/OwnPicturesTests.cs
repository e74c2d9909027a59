using NUnit.Framework;
using VizBench.Cli.Applying;
using VizBench.Data.Broden;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Methods;
using VizBench.Networks.Zoo;
using VizBench.Suite;
using VizBench.Tests.Cli;
using VizBench.Tests.Data;
using VizBench.Tests.Suite;

namespace VizBench.Tests.Evaluation;

/// <summary>A person's own pictures in place of ConceptWorld's, by every verb that looks through images.</summary>
internal sealed class OwnPicturesTests
{
    private static readonly EvaluationSettings s_small = new() { Methods = "gradient", CostlyImages = 2, FlippingSteps = 4, SensitivitySamples = 1 };

    [Test]
    public void Without_masks_there_are_the_columns_that_need_none()
    {
        using var folder = Pictures(masks: false);
        var set = AttributionEvaluator.Run(s_small with { Input = [folder.Path] });
        Assert.That(set.Evaluations.Single().Values.Keys, Is.EquivalentTo(new[] { "deletion-auc", "insertion-auc", "max-sensitivity", "randomised-ssim", "randomised-rank-correlation", "road-morf", "road-lerf" }));
        Assert.That(set.Pictures, Is.EqualTo(new[]
        {
            new EvaluatedPicture("vgg-mini", "boat/3.png", 3, true, false),
            new EvaluatedPicture("vgg-mini", "lone.png", set.Pictures[1].Target, false, false),
            new EvaluatedPicture("vgg-mini", "zebra/0.png", set.Pictures[2].Target, false, false),
        }));
        Assert.That(EvaluationTable.Markdown(set), Does.StartWith($"vgg-mini: 3 pictures of {Path.GetFileName(folder.Path)}; the class explained is that of the folder or label in 1, the predicted one in 2; 0 with a region.\n2 for sensitivity"));
        Assert.That(EvaluationTable.Json(set), Does.Contain("\"isGiven\": true"));
    }

    [Test]
    public void With_a_mask_the_picture_counts_for_localization()
    {
        using var folder = Pictures(masks: true);
        var world = AttributionEvaluator.Run(s_small with { Images = 4, Seed = 1000 });
        var own = AttributionEvaluator.Run(s_small with { Input = [folder.Path] });
        // The boat is the world's image 3, at the network's size: the same values as there.
        foreach (var column in new[] { "pointing-game", "attribution-iou", "relevance-mass", "relevance-rank" })
        {
            Assert.That(own.Evaluations[0].Values[column][0], Is.EqualTo(world.Evaluations[0].Values[column][3]).Within(1e-4), column);
            Assert.That(own.Evaluations[0].Values[column][1..], Is.All.NaN, column);
        }

        Assert.That(own.Pictures.Select(picture => picture.HasRegion), Is.EqualTo(new[] { true, false, false }));
        Assert.That(own.Evaluations[0].Values["deletion-auc"][0], Is.EqualTo(world.Evaluations[0].Values["deletion-auc"][3]).Within(1e-4));
    }

    [Test]
    public void Broden_s_objects_are_classes_and_regions()
    {
        using var folder = new TestFolder();
        var path = folder.File("broden");
        Assert.That(CommandLine.Run("data", "export", "--format", "broden", "--count", "3", "--size", "64", "--seed", "1000", "--out", path).Code, Is.Zero);
        Assert.That(BrodenDataset.Open(path).Images, Has.Count.EqualTo(3));
        var set = AttributionEvaluator.Run(s_small with { Input = [path] });
        Assert.That(set.Pictures.Select(picture => (picture.Target, picture.IsGiven, picture.HasRegion)), Is.EqualTo(new[] { (0L, true, true), (1L, true, true), (2L, true, true) }));
        Assert.That(set.Evaluations[0].Values["attribution-iou"], Is.All.InRange(0.01, 1.0));
    }

    [Test]
    public void Many_pictures_at_once_or_few_give_the_same()
    {
        using var folder = Pictures(masks: false);
        var all = AttributionEvaluator.Run(s_small with { Input = [folder.Path] }).Evaluations[0].Values;
        var one = AttributionEvaluator.Run(s_small with { Input = [folder.Path], Images = 1 });
        Assert.That(one.Pictures, Has.Count.EqualTo(1));
        Assert.That(one.Evaluations[0].Values["insertion-auc"][0], Is.EqualTo(all["insertion-auc"][0]).Within(1e-4));
    }

    [Test]
    public void A_method_that_can_not_explain_the_network_is_left_out_and_told()
    {
        using var folder = Pictures(masks: false);
        var model = TestFiles.Path("Onnx", "Models", "convnext_tiny.onnx");
        var set = AttributionEvaluator.Run(s_small with { Networks = [model], Weights = "formula:1", Input = [folder.Path], Images = 1, Methods = "gradient,guided-backprop" });
        Assert.That(set.Evaluations.Select(evaluation => evaluation.Method), Is.EqualTo(new[] { "gradient" }));
        Assert.That(set.Gaps.Select(gap => (gap.Network, gap.Method)), Is.EqualTo(new[] { ("convnext_tiny", "guided-backprop") }));
        Assert.That(set.Remarks, Has.Some.StartsWith("convnext_tiny, guided-backprop: left out, guided-backprop is about ReLUs"));
        Assert.That(EvaluationTable.Markdown(set), Does.Contain("\n| guided-backprop† | † | ").And.Contain("\n† guided-backprop is left out: guided-backprop is about ReLUs"));
    }

    [TestCase("--input", "{0}", "--methods", "gradient", "--networks", "vgg-mini,vgg-mini-shortcut", "--weights", "formula:1", "--weights holds for one network, and there are 2")]
    [TestCase("--input", "{0}/none", "--methods", "gradient", "{0}/none: file: it does not exist; check the path")]
    public void A_mistake_is_one_line(params string[] words)
    {
        using var folder = Pictures(masks: false);
        var args = Array.ConvertAll(words, word => word.Replace("{0}", folder.Path, StringComparison.Ordinal));
        Assert.That(CommandLine.Run(["evaluate", .. args[..^1]]).AsError(), Does.StartWith(args[^1]));
    }

    [Test]
    public void Apply_takes_a_folder_as_a_batch_of_pictures_of_different_sizes()
    {
        using var folder = Pictures(masks: false);
        File.WriteAllText(folder.File("notes.txt"), "x");
        var outcome = CommandLine.Run("apply", "saliency", "--network", "vgg-mini", "--input", folder.Path, "--out", folder.File("s.npy"), "--png", folder.File("sheet.png"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Error, Does.Contain("1 file that is no picture is passed over (notes.txt)"));
        Assert.That(outcome.Out, Does.Contain("boat/3.png: predicted 3").And.Contain("zebra/0.png"));
        Assert.That(VizBench.Arrays.NpyFile.Read(folder.File("s.npy")).Shape, Is.EqualTo(new long[] { 3, 64, 64 }));
        File.Delete(folder.File("sheet.png"));
        Assert.That(CommandLine.Run("apply", "saliency", "--network", "vgg-mini", "--input", "baseline=" + folder.Path, "--input", folder.Path).AsError(), Does.Contain("baseline"));
    }

    [Test]
    public void A_folder_in_blocks_gives_what_the_whole_batch_gives()
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open("alexnet-mini", null, float64, CPU);
        var input = tensor(new VizBench.Randomness.StreamKey(1, "blocks", "test").Open().Uniform(101 * 3 * 64 * 64), [101, 3, 64, 64]);
        Assert.That(BatchBlocks.SizeFor(input), Is.LessThan(101));
        var probe = new Probe { Network = opened.Network, Input = input, Targets = [.. Enumerable.Range(0, 101).Select(i => (long)(i % 12))] };
        var method = MethodRegistry.Named("lrp").Create();
        var (whole, blocks) = (method.RunChecked(probe), BatchBlocks.Run(method, probe));
        Assert.That(blocks.Value.shape, Is.EqualTo(whole.Value.shape));
        Assert.That((blocks.Value - whole.Value).abs().flatten().amax(0).item<double>(), Is.LessThan(1e-12));
        Assert.That(blocks.Scalars.Keys, Is.EquivalentTo(whole.Scalars.Keys));
        Assert.That(blocks.Scalars.Values.Select(values => values.Count), Is.All.EqualTo(101));
        Assert.That(BatchBlocks.Of(input, block => new[] { block.shape[0] }).Sum(), Is.EqualTo(101));
    }

    [Test]
    public void A_suite_takes_a_folder()
    {
        using var pictures = Pictures(masks: true);
        using var suite = new SmallSuite("""[ { "method": "saliency" } ]""", input: $$"""{ "folder": "{{pictures.Path}}", "limit": 2 }""");
        var cases = SuiteDefinition.Load(suite.File).Cases;
        Assert.That(cases.Select(c => c.Id), Is.EqualTo(new[] { "vgg-mini.saliency.boat-3", "vgg-mini.saliency.lone" }));
        var notes = new List<string>();
        var summary = SuiteRunner.Run(suite.Request() with { Weights = null, Note = notes.Add });
        Assert.That(summary.Failed, Is.Zero);
        var facts = File.ReadAllText(Directory.EnumerateFiles(summary.Folder, "result.json", SearchOption.AllDirectories).Single(file => file.Contains("boat-3", StringComparison.Ordinal)));
        Assert.That(facts, Does.Contain("\"trueClass\": 3").And.Contain("\"trueClassName\": \"boat\"").And.Contain("\"target\": 3").And.Contain("attribution-iou"));
    }

    [Test]
    public void Ids_of_a_folder_s_pictures_are_told_apart()
    {
        using var folder = new TestFolder();
        foreach (var name in new[] { "a b.png", "a-b.png", "a_b.jpg", "a/b.png" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
            File.WriteAllText(folder.File(name), "not looked into");
        }

        using var suite = new SmallSuite("""[ { "method": "saliency" } ]""", input: $$"""{ "folder": "{{folder.Path}}" }""");
        Assert.That(SuiteDefinition.Load(suite.File).Cases.Select(c => c.Input.Id), Is.EqualTo(new[] { "a-b", "a-b-2", "a-b-3", "a-b-4" }));
    }

    [Test]
    public void Features_top_looks_through_a_folder()
    {
        using var folder = Pictures(masks: false);
        using var output = new TestFolder();
        var outcome = CommandLine.Run("features", "top", "vgg-mini", "--layer", "features.14", "--units", "0..1", "--top", "2", "--input", folder.Path, "--out", output.File("o"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Out, Does.Contain("in 3 images"));
        var json = File.ReadAllText(output.File("o/units.json"));
        Assert.That(json, Does.Contain("\"pictures\": 3").And.Contain("boat/3.png").And.Not.Contain("\"world\""));
        Assert.That(CommandLine.Run("features", "diagnosis", "vgg-mini", "--input", folder.Path, "--images", "2", "--json").Code, Is.Zero);
    }

    [Test]
    public void A_class_is_found_by_its_name_as_folders_spell_it()
    {
        var architecture = NetworkCatalogue.ArchitectureOf("vgg-mini");
        var named = new VizBench.Networks.Architecture("n", architecture.InputShape, architecture.Preprocessing, architecture.Layers, ["tabby, tabby cat", "great white shark", .. World.Classes.Skip(2)]);
        Assert.That(named.ClassNamed("Tabby_Cat"), Is.Zero);
        Assert.That(named.ClassNamed("tabby, tabby cat"), Is.Zero);
        Assert.That(named.ClassNamed("great-white-shark"), Is.EqualTo(1));
        Assert.That(named.ClassNamed("shark"), Is.Null);
        Assert.That(named.ClassNamed("boat"), Is.EqualTo(3));
    }

    /// <summary>A boat at the network's size, a class that no network knows in a larger picture, and one without a class.</summary>
    private static TestFolder Pictures(bool masks)
    {
        var folder = new TestFolder();
        foreach (var name in new[] { "boat", "zebra" })
            Directory.CreateDirectory(folder.File(name));
        var boat = new World(new WorldOptions { Seed = 1000, Size = 64 }).Draw(3);
        ImageFiles.WritePng(folder.File("boat/3.png"), boat.Image);
        ImageFiles.WritePng(folder.File("zebra/0.png"), new World(new WorldOptions { Seed = 1000, Size = 96 }).Draw(0).Image);
        ImageFiles.WritePng(folder.File("lone.png"), new World(new WorldOptions { Seed = 1000, Size = 80 }).Draw(5).Image);
        if (masks)
        {
            var mask = new RgbImage(64, 64);
            for (var i = 0; i < 64 * 64; i++)
                mask.Pixels.AsSpan(3 * i, 3).Fill((byte)(boat.Objects[i] == boat.Class + 1 ? 255 : 0));
            ImageFiles.WritePng(folder.File("boat/3.mask.png"), mask);
        }

        return folder;
    }
}
