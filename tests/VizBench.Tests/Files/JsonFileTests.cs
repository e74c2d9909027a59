using System.Text;
using NUnit.Framework;
using VizBench.Files;
using VizBench.Networks.Zoo;
using VizBench.Suite;
using VizBench.Tests.Data;
using VizBench.Tests.Suite;
using VizBench.Training;

namespace VizBench.Tests.Files;

/// <summary>JSON as Windows' editors save it: with a byte order mark. Every reader goes through one place.</summary>
internal sealed class JsonFileTests
{
    private const string Mark = "\uFEFF";

    [TestCase("utf-16", "UTF-16")]
    [TestCase("utf-16BE", "UTF-16")]
    [TestCase("utf-32", "UTF-32")]
    [TestCase("utf-32BE", "UTF-32")]
    public void Another_encoding_is_told(string name, string told)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var bytes in new[] { [.. encoding.Preamble, .. encoding.GetBytes("{ }")], encoding.GetBytes("{ }") })
        {
            if (told is "UTF-32" && bytes.Length == encoding.GetByteCount("{ }"))
                continue; // without a mark nobody saves that
            Assert.That(
                () => JsonFile.Utf8(bytes, "a.json"),
                Throws.InstanceOf<FileError>().With.Message.EqualTo($"a.json: start of file: the text is {told}, and JSON is read as UTF-8; save it in that encoding"));
        }
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("[\"\u00e4\"]")]
    public void A_mark_is_taken_off_and_all_else_stays(string text)
    {
        Assert.That(JsonFile.Utf8(Encoding.UTF8.GetBytes(text), "a.json").ToArray(), Is.EqualTo(Encoding.UTF8.GetBytes(text)));
        Assert.That(JsonFile.Utf8(Encoding.UTF8.GetBytes(Mark + text), "a.json").ToArray(), Is.EqualTo(Encoding.UTF8.GetBytes(text)));
    }

    [Test]
    public void A_suite_a_companion_and_a_card_with_a_mark_are_read()
    {
        using var suite = new SmallSuite();
        WithMark(suite.File);
        Assert.That(SuiteDefinition.Load(suite.File).Cases, Has.Count.EqualTo(10));

        using var folder = new TestFolder();
        File.Copy(TestFiles.Path("Onnx", "Models", "mnasnet1_0.onnx"), folder.File("m.onnx"));
        File.WriteAllText(folder.File("m.json"), Mark + """{ "preprocessing": { "resize": 999 } }""");
        Assert.That(NetworkCatalogue.ArchitectureOf(folder.File("m.onnx")).Preprocessing.Resize, Is.EqualTo(999));

        var card = folder.File("vgg-mini.json");
        File.Copy(Path.Combine(ProductFiles.Models, "vgg-mini.json"), card);
        WithMark(card);
        Assert.That(NetworkCard.Read(card).Name, Is.EqualTo("vgg-mini"));
    }

    [Test]
    public void A_run_s_own_files_with_a_mark_are_read()
    {
        using var suite = new SmallSuite("""[ { "method": "forward" } ]""");
        var summary = SuiteRunner.Run(suite.Request());
        foreach (var file in Directory.EnumerateFiles(summary.Folder, "*.json*", SearchOption.AllDirectories))
            WithMark(file);
        Assert.That(SuiteRunner.Run(suite.Request() with { Resume = true }).TakenOver, Is.EqualTo(2));
    }

    [Test]
    public void A_list_of_cases_with_a_mark_is_read()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("cases.json"), Mark + "[]");
        Assert.That(() => ConformanceSet.Read(folder.Path), Throws.InstanceOf<UserError>().With.Message.StartsWith("none of the 0 cases"));
    }

    private static void WithMark(string file) => File.WriteAllText(file, Mark + File.ReadAllText(file));
}
