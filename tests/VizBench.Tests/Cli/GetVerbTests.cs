using System.Text.Json;
using NUnit.Framework;
using VizBench.Cli.Running;
using VizBench.Networks.Obtaining;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>The get verb, and the other verbs where a network has not been obtained. In processes of their own, whose folder of networks is empty.</summary>
internal sealed class GetVerbTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void Open() => _folder = new TestFolder();

    [TearDown]
    public void Close() => _folder.Dispose();

    [Test]
    public void Without_a_name_it_lists_what_can_be_obtained()
    {
        Assert.That(Run("get").Out, Does.StartWith("imagenet-resnet18  ").And.Contains("./vizbench get imagenet-resnet18 obtains them (59.5 MB to download, MIT license)"));
        using var document = JsonDocument.Parse(Run("get", "--json").Out);
        var row = document.RootElement.EnumerateArray().Single();
        Assert.That((row.GetProperty("name").GetString(), row.GetProperty("obtained").GetBoolean(), row.GetProperty("license").GetString()), Is.EqualTo(("imagenet-resnet18", false, "MIT")));
        Assert.That(row.GetProperty("path").GetString(), Is.EqualTo(_folder.File("imagenet-resnet18.onnx")));
    }

    [Test]
    public void Lists_show_it_as_obtainable_and_its_layers_are_known()
    {
        using var document = JsonDocument.Parse(Run("list", "networks", "--json").Out);
        var networks = document.RootElement.EnumerateArray().ToDictionary(network => network.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.That(networks["imagenet-resnet18"].GetProperty("obtainable").GetProperty("obtained").GetBoolean(), Is.False);
        Assert.That(networks["vgg-mini"].TryGetProperty("obtainable", out _), Is.False);
        Assert.That(Run("list", "layers", "imagenet-resnet18").Out, Does.Contain("layer3.0.relu_1"));
    }

    [Test]
    public void The_doctor_says_that_it_is_not_there_and_finds_no_fault_in_that()
    {
        using var document = JsonDocument.Parse(Run("doctor", "--json").Out);
        var finding = document.RootElement.EnumerateArray().Single(found => found.GetProperty("subject").ValueEquals("network imagenet-resnet18"));
        Assert.That((finding.GetProperty("severity").GetString(), finding.GetProperty("value").GetString()), Is.EqualTo(("Ok", "not on this machine; ./vizbench get imagenet-resnet18 obtains it (59.5 MB to download, MIT license)")));
    }

    [TestCase("apply", "am-fourier", "--network", "imagenet-resnet18", "--layer", "relu", "--unit", "0", "--png", "{}/x.png")]
    [TestCase("run", "imagenet", "--out", "{}/run")]
    public void What_needs_its_weights_names_the_command(params string[] line)
    {
        var error = Run([.. line.Select(word => word.Replace("{}", _folder.Path, StringComparison.Ordinal))]).AsError();
        Assert.That(error, Does.StartWith("the weights of imagenet-resnet18 are not on this machine; ./vizbench get imagenet-resnet18 obtains them"));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void Another_file_is_refused_by_its_hash()
    {
        File.WriteAllText(_folder.File("mine.onnx"), "mine");
        var outcome = Run("get", "imagenet-resnet18", "--from", _folder.File("mine.onnx"));
        Assert.That((outcome.Code, outcome.Out), Is.EqualTo((ExitCodes.Error, "")));
        Assert.That(outcome.Error.Split('\n')[1], Does.StartWith($"error: {_folder.File("mine.onnx")}: content: is not ResNet18.onnx of Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1: it has 4 bytes, not 63653533"));
        Assert.That(Directory.GetFiles(_folder.Path), Has.Length.EqualTo(1));
    }

    [TestCase("get vgg16", "vgg16 is not one of the networks that can be obtained, which are imagenet-resnet18")]
    [TestCase("get nothing", "there is no network 'nothing'")]
    [TestCase("get imagenet-resnet18 --from a.nupkg --source b", "--from names the file itself and --source where a package is looked for; give one of them")]
    public void What_can_not_be_got_is_refused(string line, string expected) => Assert.That(Run(line.Split(' ')).AsError(), Does.StartWith(expected));

    private Outcome Run(params string[] args) =>
        CommandLine.RunProcess(new Dictionary<string, string>(StringComparer.Ordinal) { [ObtainedFiles.Variable] = _folder.Path }, args);
}
