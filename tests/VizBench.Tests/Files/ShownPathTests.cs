using NUnit.Framework;
using VizBench.Files;

namespace VizBench.Tests.Files;

/// <summary>Paths in what is published.</summary>
public sealed class ShownPathTests
{
    [TestCase("/elsewhere/than/here/run", "run")]
    [TestCase("/elsewhere/run/", "run")]
    [TestCase("/", "/")]
    [TestCase("runs/quick", "runs/quick")]
    [TestCase("../quick", "../quick")]
    [TestCase("world:1000:5", "world:1000:5")]
    [TestCase("", "")]
    public void A_whole_path_from_elsewhere_is_its_name(string path, string shown) => Assert.That(ShownPath.Of(path), Is.EqualTo(shown));

    [Test]
    public void A_whole_path_below_the_working_directory_is_shown_from_there()
    {
        Assert.That(ShownPath.Of(Path.GetFullPath("runs/..quick")), Is.EqualTo("runs/..quick"));
        Assert.That(ShownPath.Of(Environment.CurrentDirectory), Is.EqualTo("."));
        Assert.That(ShownPath.Of(Environment.CurrentDirectory + "-other"), Is.EqualTo(Path.GetFileName(Environment.CurrentDirectory) + "-other"));
    }

    [TestCase("--out=/elsewhere/run", "--out=run")]
    [TestCase("/elsewhere/a.onnx,/elsewhere/b.onnx", "a.onnx,b.onnx")]
    [TestCase("content=/elsewhere/a,b.png", "content=a,b.png")]
    [TestCase("'*/x'", "'*/x'")]
    [TestCase("1/2", "1/2")]
    public void Words_of_a_command_line_may_have_several(string word, string shown) => Assert.That(ShownPath.OfWord(word), Is.EqualTo(shown));
}
