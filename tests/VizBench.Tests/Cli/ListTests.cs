using System.Text.Json;
using NUnit.Framework;
using VizBench.Methods;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Cli;

/// <summary>Lists come from the registries, as text and as JSON, without libtorch.</summary>
internal sealed class ListTests
{
    [TestCase("methods")]
    [TestCase("metrics")]
    [TestCase("networks")]
    [TestCase("layers", "vgg-mini")]
    [TestCase("suites")]
    [TestCase("cases", "quick")]
    public void Json_parses_and_text_has_no_escapes(params string[] what)
    {
        var json = CommandLine.Run(["list", .. what, "--json"]);
        Assert.That(json.Code, Is.Zero, json.Error);
        using var document = JsonDocument.Parse(json.Out);
        Assert.That(document.RootElement.GetArrayLength(), Is.GreaterThan(0));
        var text = CommandLine.Run(["list", .. what]);
        Assert.That(text.Out, Is.Not.Empty.And.Not.Contain("\u001b"));
    }

    [Test]
    public void Methods_are_those_of_the_registry()
    {
        using var document = JsonDocument.Parse(CommandLine.Run("list", "methods", "--json").Out);
        var ids = document.RootElement.EnumerateArray().Select(entry => entry.GetProperty("id").GetString());
        Assert.That(ids, Is.EqualTo(MethodRegistry.All.Select(info => info.Id)));
    }

    [Test]
    public void Networks_are_those_of_the_catalogue()
    {
        using var document = JsonDocument.Parse(CommandLine.Run("list", "networks", "--json").Out);
        Assert.That(document.RootElement.EnumerateArray().Select(entry => entry.GetProperty("name").GetString()), Is.EqualTo(NetworkCatalogue.All.Select(entry => entry.Name)));
    }

    [Test]
    public void Layers_need_a_network() => Assert.That(CommandLine.Run("list", "layers").AsError(), Does.StartWith("list layers needs a network; name one of alexnet, "));

    [Test]
    public void Layers_tell_their_shapes()
    {
        using var document = JsonDocument.Parse(CommandLine.Run("list", "layers", "vgg-mini", "--json").Out);
        var shapes = document.RootElement.EnumerateArray().Select(layer => string.Join('x', layer.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()))).ToArray();
        Assert.That((shapes[0], shapes[^1]), Is.EqualTo(("24x64x64", "12")));
    }

    [Test]
    public void Layers_may_be_asked_for_by_option() =>
        Assert.That(CommandLine.Run("list", "layers", "--network", "vgg-mini").Out, Is.EqualTo(CommandLine.Run("list", "layers", "vgg-mini").Out));

    [Test]
    public void Lists_work_without_libtorch()
    {
        var outcome = CommandLine.RunProcess(new Dictionary<string, string>(StringComparer.Ordinal) { ["VIZBENCH_SHIM"] = "/nonexistent" }, "list", "methods");
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Out, Does.Contain("saliency"));
    }
}
