using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Cli.Running;
using VizBench.Suite;
using VizBench.Tests.Cli;
using VizBench.Tests.Suite;

namespace VizBench.Tests.Plugins;

/// <summary>Methods of plugins beside goldens, in runs that resume, and on the command line.</summary>
internal sealed class PluginGoldenTests
{
    private const string SameAs = """ "sameAs": { "method": "gradient", "options": { "behavior": null, "file": null } },""";

    // The input of goldens of vgg-mini.
    private const string Golden = """{ "world": { "seed": 1000, "indices": [5] } }""";

    private static string Example => Path.Combine(AppContext.BaseDirectory, "VizBench.PluginExample.dll");

    [Test]
    public void A_method_that_says_to_be_the_same_is_held_against_the_golden_of_the_same_case()
    {
        using var adapter = new TestAdapter(more: SameAs);
        using var suite = new SmallSuite("""
            [ { "method": "gradient" }, { "method": "ext-echo" }, { "method": "ext-echo", "set": { "behavior": "given", "file": "same.npy" } },
              { "method": "ext-echo", "set": { "behavior": "given", "file": "same.npy", "factor": 3 } } ]
            """, input: Golden);
        File.WriteAllText(suite.File, File.ReadAllText(suite.File).Replace("\"seed\": 7", "\"seed\": 0", StringComparison.Ordinal));
        var request = suite.Request() with { Weights = null };
        using (adapter.Load())
        {
            SuiteRunner.Run(request with { Filter = "*.gradient.*", OutputFolder = suite.In("own") });
            var own = NpyFile.Read(suite.In("own/cases/vgg-mini.gradient.world-1000-5/result.npy"));
            adapter.Give("same.npy", NdArray.Of(own.ToDoubles(), [1, .. own.Shape]));
            Assert.That(SuiteRunner.Run(request).Failed, Is.Zero);
        }

        // The plugin need not be named again: the run says what the method is the same as.
        var verdicts = GoldenVerifier.VerifyRun(suite.In("run")).ToDictionary(verdict => verdict.Case, StringComparer.Ordinal);
        var (same, other) = (verdicts["vgg-mini.ext-echo.world-1000-5.behavior-given.file-same-npy"], verdicts["vgg-mini.ext-echo.world-1000-5"]);
        Assert.That(same.Passed, same.ToText());
        Assert.That(same.Reason, Does.StartWith("held against vgg-mini.gradient.world-1000-5: "));
        Assert.That(same.Verdict, Is.EqualTo(verdicts["vgg-mini.gradient.world-1000-5"].Verdict));
        Assert.That(other.Verdict, Is.EqualTo(GoldenVerdict.Different));
        Assert.That(other.Reason, Does.StartWith("held against vgg-mini.gradient.world-1000-5: ").And.Contains("beyond the tolerance"));
        Assert.That(verdicts.Keys.Where(id => id.Contains("factor-3", StringComparison.Ordinal)), Is.Empty, "an option is set that the product's method has not");
        Assert.That(() => ReportWriter.Write(suite.In("run")), Throws.Nothing);
        Assert.That(File.ReadAllText(suite.In("run/report.html")), Does.Contain("plugin test-adapter 1.0"));
    }

    [Test]
    public void A_run_that_resumes_notices_a_changed_plugin()
    {
        using var adapter = new TestAdapter();
        using var suite = new SmallSuite("""[ { "method": "gradient" }, { "method": "ext-echo" } ]""");
        using (adapter.Load())
            suite.Run();
        Assert.That(TakenOver(), Is.EqualTo(4), "nothing has changed");
        File.AppendAllText(adapter.Script, "# another version\n");
        Assert.That(TakenOver(), Is.EqualTo(2), "a file of the command");
        Assert.That(TakenOver(), Is.EqualTo(4));
        File.WriteAllText(adapter.Description, File.ReadAllText(adapter.Description).Replace("\"good\"", "\"newer\"", StringComparison.Ordinal));
        Assert.That(TakenOver(), Is.EqualTo(2), "the description, and the adapter's own version");
        var manifest = JsonText.Read<Manifest>(suite.In("run/manifest.json"));
        Assert.That(manifest.Plugins!.Single().Version, Is.EqualTo("1.1"), "of the plugin that computed what lies there");

        int TakenOver()
        {
            using var plugins = adapter.Load();
            return SuiteRunner.Run(suite.Request() with { Resume = true }).TakenOver;
        }
    }

    [Test]
    public void An_assembly_brings_its_methods_along()
    {
        using var suite = new SmallSuite("""[ { "method": "example-saliency" }, { "method": "example-saliency", "set": { "power": 0.5 } } ]""", input: Golden);
        File.WriteAllText(suite.File, File.ReadAllText(suite.File).Replace("\"seed\": 7", "\"seed\": 0", StringComparison.Ordinal));
        using (PluginSet.Load([Example]))
            Assert.That(SuiteRunner.Run(suite.Request() with { Weights = null }).Failed, Is.Zero);
        var verdicts = GoldenVerifier.VerifyRun(suite.In("run")).Where(verdict => verdict.Case.Contains("example", StringComparison.Ordinal)).ToArray();
        Assert.That(verdicts.Select(verdict => (verdict.Case, verdict.Passed)), Is.EqualTo(new[] { ("vgg-mini.example-saliency.world-1000-5", true) }), "power is an option of its own");
        var facts = JsonText.Read<CaseFacts>(suite.In("run/cases/vgg-mini.example-saliency.world-1000-5/result.json"));
        Assert.That((facts.Plugin!.Name, facts.Plugin.Version), Is.EqualTo(("VizBench.PluginExample", "2.5.0")));
        Assert.That(facts.Plugin.Sha256["VizBench.PluginExample.dll"], Has.Length.EqualTo(64));
    }

    [Test]
    public void The_command_line_knows_the_methods_of_plugins_where_they_are_named()
    {
        using var adapter = new TestAdapter();
        string[] plugins = ["--plugin", adapter.Description, "--plugin", Example];
        Assert.That(CommandLine.Run("list", "methods").Out, Does.Not.Contain("ext-echo"));
        Assert.That(CommandLine.Run(["list", "methods", .. plugins]).Out, Does.Contain("ext-echo").And.Contain("example-saliency").And.Contain("smoothgrad"));
        Assert.That(CommandLine.Run(["list", "methods", "ext-echo", .. plugins]).Out, Does.Contain("factor=2.5").And.Contain("number, above 0, at most 10"));
        Assert.That(CommandLine.Run(["list", "methods", "example-saliency", .. plugins]).Out, Does.Contain($"plugin            {Example}").And.Contain("same as           saliency, against whose goldens"));
        Assert.That(CommandLine.Run(["list", "methods", "example-saliency", "--json", .. plugins]).Out, Does.Contain("\"same_as\": \"saliency\"").And.Contain("VizBench.PluginExample.dll"));
        Assert.That(CommandLine.Run(["apply", "ext-echo", "--help", .. plugins]).Out, Does.Contain("the input").And.Contain("behavior=echo"));
        Assert.That(CommandLine.Run("[suggest]", $"apply --plugin {adapter.Description} ext").Out, Is.EqualTo("ext-echo\n"));
        Assert.That(CommandLine.Run("[suggest]", $"apply ext-echo --plugin {adapter.Description} --set fa").Out, Is.EqualTo("factor=\n"));
        Assert.That(CommandLine.Run("[suggest]", "apply --plugin nowhere.json grad").Out, Does.StartWith("grad-cam\n"));
        Assert.That(adapter.Alive, Is.Empty);
        Assert.That(File.Exists(Path.Combine(Path.GetDirectoryName(adapter.Description)!, "pids")), Is.False, "nothing was started");

        string[] apply = ["apply", "ext-echo", "--network", "vgg-mini", "--input", "world:1000:0", "--target", "0", .. plugins];
        Assert.That(CommandLine.Run([.. apply, "--set", "factor=11"]).AsError(), Is.EqualTo("ext-echo: option factor can't be '11'; it takes a finite number, above 0, at most 10"));
        Assert.That(CommandLine.Run([.. apply, "--layer", "features.0"]).AsError(), Does.Contain("takes no layer"));
        Assert.That(CommandLine.Run(apply).Code, Is.EqualTo(ExitCodes.Fine));
        Assert.That(CommandLine.Run([.. apply, "--set", "behavior=leaves"]).AsError(), Does.Contain("ended with exit code 5"));
        Assert.That(adapter.Alive, Is.Empty);
        Assert.That(CommandLine.Run("apply", "ext-echo", "--network", "vgg-mini").AsError(), Does.Contain("there is no method 'ext-echo'").And.Contain("name its file with --plugin"));
    }

    [Test]
    public void The_environment_names_plugins_too_and_each_is_read_once()
    {
        using var adapter = new TestAdapter();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [PluginSet.Variable] = $"{adapter.Description}:{Example}" };
        var listed = CommandLine.RunProcess(environment, "list", "methods", "--plugin", adapter.Description);
        Assert.That(listed.Out, Does.Contain("ext-echo").And.Contain("example-saliency"), listed.Error);
    }

    [Test]
    public void Two_methods_of_one_id_are_refused_by_name()
    {
        using var adapter = new TestAdapter();
        using var again = new TestAdapter();
        using var taken = new TestAdapter(id: "saliency");
        Assert.That(CommandLine.Run("list", "methods", "--plugin", adapter.Description, "--plugin", again.Description).AsError(), Does.Contain("there is a method 'ext-echo' already").And.Contain(adapter.Description));
        Assert.That(CommandLine.Run("list", "methods", "--plugin", taken.Description).AsError(), Does.Contain("there is a method 'saliency' already, VizBench's own"));
        Assert.That(CommandLine.Run("list", "methods", "--plugin", taken.Script).AsError(), Does.Contain("a plugin is a .NET assembly (.dll) or the description of an external method (.json)"));
        File.Copy(taken.Script, taken.Script + ".dll");
        Assert.That(CommandLine.Run("list", "methods", "--plugin", taken.Script + ".dll").AsError(), Does.Contain("it is no .NET assembly"));
        Assert.That(CommandLine.Run("list", "methods", "--plugin", "nowhere.json").AsError(), Does.Contain("nowhere.json: file: it does not exist"));
        Assert.That(CommandLine.Run("list", "methods", "--plugin", typeof(VizBench.Methods.Method).Assembly.Location).AsError(), Does.Contain("no public record in it derives from VizBench.Methods.Method"));
    }

    [TestCase("\"format\": 1", "\"format\": 2", "format: format 2 is not read")]
    [TestCase("\"family\": \"attribution\",", "", "\"family\" is missing")]
    [TestCase("\"summary\"", "\"sumary\"", "key \"sumary\" is not known here; did you mean summary?")]
    [TestCase("\"signed-attribution\"", "\"heat\"", "result: \"heat\" is not known")]
    [TestCase("\"needs\": [\"target\"]", "\"needs\": [\"taget\"]", "needs[0]: \"taget\" is not known; did you mean target?")]
    [TestCase("\"id\": \"ext-echo\"", "\"id\": \"Ext Echo\"", "id: \"Ext Echo\" is no name here")]
    [TestCase("\"timeout\": 60", "\"timeout\": 0", "timeout: a timeout is a number of seconds above 0")]
    [TestCase("\"default\": 2.5", "\"default\": 25", "options[2].default: ext-echo: option factor can't be '25'")]
    [TestCase("\"default\": 2.5", "\"default\": \"2.5\"", "options[2].default: expected a number")]
    [TestCase("\"name\": \"factor\"", "\"name\": \"file\"", "options: there are two options 'file'")]
    [TestCase("\"type\": \"number\"", "\"type\": \"choice\"", "options[2]")]
    [TestCase("\"timeout\": 60", "\"timeout\": 60, \"sameAs\": \"gradients\"", "sameAs: VizBench has no method 'gradients'; did you mean gradient")]
    [TestCase("\"timeout\": 60", "\"timeout\": 60, \"sameAs\": \"saliency\"", "sameAs: saliency gives unsigned-attribution, and ext-echo signed-attribution")]
    [TestCase("\"timeout\": 60", "\"timeout\": 60, \"sameAs\": { \"method\": \"gradient\", \"options\": { \"file\": \"off\" } }", "sameAs: \"options\" names 'off', and gradient has no such option")]
    [TestCase("\"command\": [\"sh\",", "\"command\": [],  \"files\": [\"sh\",", "command: the list is empty")]
    public void A_description_is_read_strictly(string before, string now, string message)
    {
        using var adapter = new TestAdapter();
        File.WriteAllText(adapter.Description, File.ReadAllText(adapter.Description).Replace(before, now, StringComparison.Ordinal));
        Assert.That(() => adapter.Load(), Throws.TypeOf<FileError>().With.Message.Contains(message).And.Message.StartsWith(adapter.Description));
    }
}
