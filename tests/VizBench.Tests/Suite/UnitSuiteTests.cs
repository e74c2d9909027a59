using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Suite;

namespace VizBench.Tests.Suite;

/// <summary>Suites of units: on networks without classes, of pictures of a size of one's own, and those of the network that has to be obtained.</summary>
public sealed class UnitSuiteTests
{
    private const string Units =
        """
        [ { "method": "am-fourier", "layer": "features.2", "units": [0], "set": { "steps": 1 } }, { "method": "am-fourier", "layer": "features.2", "units": [5], "set": { "steps": 1 } },
          { "method": "am-fourier", "layer": "features.7", "units": [1], "set": { "steps": 1 } } ]
        """;

    [Test]
    public void A_blank_input_has_the_size_that_it_is_given()
    {
        using var suite = new SmallSuite(Units, input: """{ "blank": true, "size": 40 }""");
        var run = suite.Run();
        Assert.That(run.Failed, Is.Zero, string.Join("; ", run.Cases.Select(outcome => outcome.Error)));
        Assert.That(run.Cases[0].Id, Is.EqualTo("vgg-mini.am-fourier.blank-40.layer-features-2.unit-0.steps-1"));
        Assert.That(NpyFile.Read(suite.In($"run/{RunFolder.Result(run.Cases[0].Id)}")).Shape, Is.EqualTo(new long[] { 3, 40, 40 }));
    }

    [Test]
    public void A_sheet_of_units_has_a_row_for_each_layer()
    {
        using var suite = new SmallSuite(Units, input: """{ "blank": true, "size": 40 }""");
        suite.Run();
        var sheet = ImageFiles.Read(suite.In("run/sheet.png"));
        using var tall = new SmallSuite(Units.Replace("features.7", "features.2", StringComparison.Ordinal), input: """{ "blank": true, "size": 40 }""");
        tall.Run();
        var single = ImageFiles.Read(tall.In("run/sheet.png"));
        Assert.That(sheet.Height, Is.GreaterThan(single.Height + 40), "two layers, not one");
        Assert.That(sheet.Width, Is.LessThan(single.Width), "two units in a row, not three");
    }

    [TestCase("""{ "blank": true, "size": 0 }""", "inputs[0].size: a side has 1 to 4096 pixels")]
    [TestCase("""{ "blank": true, "size": 5000 }""", "inputs[0].size: a side has 1 to 4096 pixels")]
    [TestCase("""{ "world": { "seed": 1, "indices": [0] }, "size": 40 }""", "inputs[0].size: only a blank input has a size")]
    public void A_wrong_size_is_refused(string input, string expected)
    {
        using var suite = new SmallSuite(Units, input: input);
        Assert.That(() => SuiteDefinition.Load(suite.File), Throws.TypeOf<FileError>().With.Message.Contains(expected));
    }

    [Test]
    public void A_network_without_classes_takes_methods_that_need_none()
    {
        using var suite = new SmallSuite("""[ { "method": "forward", "layer": "conv5" }, { "method": "guided-backprop", "layer": "conv5", "units": [3] } ]""");
        File.WriteAllText(suite.File, File.ReadAllText(suite.File).Replace("\"vgg-mini\"", "\"caffenet-mini@24\"", StringComparison.Ordinal));
        var run = SuiteRunner.Run(suite.Request() with { Weights = null });
        Assert.That(run.Failed, Is.Zero, string.Join("; ", run.Cases.Select(outcome => outcome.Error)));
        var facts = File.ReadAllText(suite.In($"run/{RunFolder.Facts(run.Cases[0].Id)}"));
        Assert.That(facts, Does.Not.Contain("\"predicted\": 0").And.Not.Contain("NaN"));
        Assert.That(File.ReadAllText(suite.In("run/report.html")), Does.Contain("conv5"));

        File.WriteAllText(suite.File, File.ReadAllText(suite.File).Replace("\"layer\": \"conv5\", \"units\": [3]", "\"target\": 3", StringComparison.Ordinal));
        Assert.That(() => SuiteDefinition.Load(suite.File), Throws.TypeOf<FileError>().With.Message.Contains("methods[1]: guided-backprop explains a class, and caffenet-mini@24 has none"));
    }

    [Test]
    public void The_suite_of_the_obtained_network_is_golden_and_every_case_has_its_golden()
    {
        var suite = SuiteDefinition.Load("imagenet");
        Assert.That((suite.IsGolden, suite.Networks), Is.EqualTo((true, new[] { "imagenet-resnet18" })));
        Assert.That(suite.Cases.Select(c => c.Id).Where(id => GoldenFolder.Committed.AllVerified().All(golden => !string.Equals(golden.Case, id, StringComparison.Ordinal))), Is.Empty);
        var pictures = suite.Cases.Select(c => c.Input).OfType<PictureInput>().Select(input => input.Path).Distinct(StringComparer.Ordinal).ToArray();
        Assert.That(pictures, Is.Not.Empty.And.All.Matches<string>(File.Exists));
        TestContext.Out.WriteLine(suite.MissingNetworks.Count == 0
            ? $"the {suite.Cases.Count} goldens of suite imagenet are tested"
            : $"the {suite.Cases.Count} goldens of suite imagenet are not tested: {string.Join(", ", suite.MissingNetworks)} is not on this machine (./vizbench get)");
    }

    [Test]
    public void The_everyday_suites_need_nothing_that_has_to_be_obtained() =>
        Assert.That(new[] { "quick", "full", "golden", "gpu" }.Select(SuiteDefinition.Load).SelectMany(suite => suite.Networks), Has.None.EqualTo("imagenet-resnet18"));
}
