using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Suite;
using VizBench.Tests.Data;

namespace VizBench.Tests.Suite;

public sealed class ReportTests
{
    [Test]
    public void Text_of_the_data_is_never_markup()
    {
        using var suite = new SmallSuite("""[ { "method": "saliency", "name": "<script>alert('x')</script> & \"co\"" } ]""", "\"summary\": \"</style><img src=x>\",");
        var page = File.ReadAllText(suite.Run().Report);
        Assert.That(page, Does.Not.Contain("<script>alert"));
        Assert.That(page, Does.Not.Contain("<img src=x>"));
        Assert.That(page, Does.Contain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;co&quot;"));
    }

    [Test]
    public void The_page_needs_nothing_but_itself()
    {
        using var suite = new SmallSuite();
        var page = File.ReadAllText(suite.Run().Report);
        Assert.That(page, Does.Not.Contain("http://").And.Not.Contain("https://").And.Not.Contain("url("));
        Assert.That(page, Does.Contain("data:image/png;base64,"));
    }

    [Test]
    public void A_sheet_shows_the_cases_that_match()
    {
        using var suite = new SmallSuite("""[ { "method": "saliency" }, { "method": "gradient" } ]""");
        using var files = new TestFolder();
        var folder = suite.Run().Folder;
        SheetWriter.Write(folder, files.File("all.png"), null);
        SheetWriter.Write(folder, files.File("one.png"), "*.saliency.*");
        SheetWriter.Write(folder, files.File("one.jpg"), "*.saliency.*");
        var (all, one, jpeg) = (ImageFiles.Read(files.File("all.png")), ImageFiles.Read(files.File("one.png")), ImageFiles.Read(files.File("one.jpg")));
        Assert.That(all.Pixels, Is.EqualTo(ImageFiles.Read(Path.Combine(folder, "sheet.png")).Pixels));
        Assert.That(one.Width, Is.LessThan(all.Width));
        Assert.That((jpeg.Width, jpeg.Height), Is.EqualTo((one.Width, one.Height)));
        Assert.That(jpeg.Pixels.Zip(one.Pixels, (a, b) => Math.Abs(a - b)).Average(), Is.LessThan(8), "the same picture");
        Assert.That(() => SheetWriter.Write(folder, files.File("none.png"), "*.lrp.*"), Throws.TypeOf<UserError>().With.Message.StartsWith("--filter: none of the 4 computed cases of "));
    }

    [Test]
    public void The_smoothness_table_has_the_share_and_the_slope()
    {
        using var suite = new SmallSuite("""[ { "method": "saliency" } ]""");
        var page = File.ReadAllText(suite.Run().Report);
        Assert.That(page, Does.Contain("title=\"high-frequency-share\">high-frequency share</th>").And.Contain("title=\"spectrum-slope\">spectrum slope</th>"));
    }

    [Test]
    public void Numbers_of_the_methods_own_are_averaged_where_they_can_be_compared()
    {
        using var suite = new SmallSuite("""[ { "method": "style-fast" }, { "method": "style-fast", "set": { "style": "glass" } }, { "method": "saliency" } ]""");
        var summary = suite.Run();
        var run = RunContent.Read(RunFolder.Open(summary.Folder));
        var methods = ReportBuilder.Of(run).Methods;
        foreach (var method in methods)
        {
            var cases = run.Done.Where(facts => string.Equals(facts.Label, method.Label, StringComparison.Ordinal)).ToArray();
            Assert.That(method.Scalars.Keys, Is.EqualTo(cases[0].Scalars.Keys));
            foreach (var (name, mean) in method.Scalars)
            {
                Assert.That(mean.Mean, Is.EqualTo(cases.Average(facts => facts.Scalars[name])).Within(1e-12).Percent, name);
                Assert.That((mean.Low, mean.High, mean.Count), Is.EqualTo((cases.Min(facts => facts.Scalars[name]), cases.Max(facts => facts.Scalars[name]), 2)), "two values, drawn again");
            }
        }

        var page = File.ReadAllText(summary.Report);
        Assert.That(page, Does.Contain("<h2>Measured by the methods</h2>").And.Contain("<th scope=\"col\">content-distance features.9</th>"));
        Assert.That(methods[0].Scalars.Count, Is.EqualTo(6));
    }

    [Test]
    public void Below_each_map_stands_which_value_has_which_color()
    {
        using var suite = new SmallSuite("""[ { "method": "saliency" }, { "method": "gradient" }, { "method": "forward" } ]""", input: """{ "world": { "seed": 1000, "indices": [0] } }""");
        var summary = suite.Run();
        var page = File.ReadAllText(summary.Report);
        var colors = RunContent.Read(RunFolder.Open(summary.Folder)).Done.ToDictionary(facts => facts.Method, facts => facts.Colors, StringComparer.Ordinal);
        Assert.That(page, Does.Contain($"<div class=\"colors unsigned\"><span>0</span><span>{Html.Number(colors["saliency"]!.High)}</span></div>"));
        Assert.That(page, Does.Contain($"<div class=\"colors signed\"><span>{Html.Number(colors["gradient"]!.Low)}</span><span>0</span><span>{Html.Number(-colors["gradient"]!.Low)}</span></div>"));
        Assert.That(page, Does.Contain(".colors.signed::before { background: linear-gradient(90deg, rgb(26 59 124), "));
        Assert.That(colors["forward"], Is.Null, "bars of logits have one color");
    }

    [Test]
    public void The_page_comes_again_from_its_json()
    {
        using var suite = new SmallSuite();
        var summary = suite.Run();
        var page = File.ReadAllBytes(summary.Report);
        File.Delete(summary.Report);
        Directory.Delete(Path.Combine(summary.Folder, "cases", "vgg-mini.forward.world-1000-0"), recursive: true);
        Assert.That(() => ReportWriter.Render(summary.Folder), Throws.TypeOf<FileError>(), "a picture is missing");
        Assert.That(File.Exists(summary.Report), Is.False);

        var again = suite.Run("again");
        File.Delete(Path.Combine(again.Folder, "journal.jsonl"));
        File.Copy(Path.Combine(summary.Folder, "report.json"), Path.Combine(again.Folder, "report.json"), overwrite: true);
        Assert.That(File.ReadAllBytes(ReportWriter.Render(again.Folder)), Is.EqualTo(page));
    }

    [Test]
    public void A_report_cannot_be_made_to_carry_other_files()
    {
        using var suite = new SmallSuite();
        var summary = suite.Run();
        var json = Path.Combine(summary.Folder, "report.json");
        File.WriteAllText(json, File.ReadAllText(json).Replace("inputs/vgg-mini.world-1000-0.png", "../small.json", StringComparison.Ordinal));
        Assert.That(() => ReportWriter.Render(summary.Folder), Throws.TypeOf<FileError>().With.Message.Contains("outside of the run's folder"));
    }

    [Test]
    public void A_folder_that_is_no_run_is_refused()
    {
        using var suite = new SmallSuite();
        Assert.That(() => ReportWriter.Write("/nowhere"), Throws.TypeOf<UserError>().With.Message.Contains("there is no such folder"));
        Assert.That(() => ReportWriter.Write(suite.In("")), Throws.TypeOf<UserError>().With.Message.Contains("has no manifest.json"));
    }

    [Test]
    public void Bootstrap_intervals_repeat_and_enclose_the_mean()
    {
        double[] values = [0.1, 0.4, 0.2, 0.9, 0.3, 0.5];
        var interval = Bootstrap.Of(values, "test");
        Assert.That(interval, Is.EqualTo(Bootstrap.Of(values, "test")));
        Assert.That(interval.Mean, Is.EqualTo(0.4).Within(1e-12));
        Assert.That(interval.Low, Is.InRange(0.15, 0.3));
        Assert.That(interval.High, Is.InRange(0.5, 0.7));
        Assert.That(Bootstrap.Of([2, 2, 2], "constant"), Is.EqualTo(new MeanInterval(2, 2, 2, 3)));
    }

    [Test]
    public void Json_keeps_every_bit_and_sorts_its_keys()
    {
        var numbers = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["b"] = 0.1 + 0.2, ["a"] = double.Epsilon, ["c"] = -0.0, ["d"] = double.NaN, ["e"] = 1e300 / 3 };
        var text = JsonText.Of(numbers);
        Assert.That(text, Does.StartWith("{\n  \"a\": 5E-324,\n  \"b\": 0.30000000000000004,\n").And.EndsWith("\n}\n"));
        var back = JsonText.Parse<SortedDictionary<string, double>>(System.Text.Encoding.UTF8.GetBytes(text), "text");
        Assert.That(back.Values.Select(BitConverter.DoubleToInt64Bits), Is.EqualTo(numbers.Values.Select(BitConverter.DoubleToInt64Bits)));
    }
}
