using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Cli.Running;
using VizBench.Suite;
using VizBench.Tests.Cli;
using VizBench.Tests.Data;
using VizBench.Tests.Suite;

namespace VizBench.Tests.Plugins;

/// <summary>What an adapter does wrong is a verdict of its case: told in one line, the others computed, and no process is left.</summary>
internal sealed class AdapterTests
{
    private const string OneImage = """{ "world": { "seed": 1000, "indices": [0] } }""";

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return Fault("refuses", "ext-echo: this network has no such layer");
        yield return Fault("crashes", "its adapter was ended by signal 9; its stderr ends: segmentation fault, nearly");
        yield return Fault("leaves", "its adapter ended with exit code 5; it said nothing on stderr");
        yield return Fault("garbage", "its adapter printed 'epoch 1 of 10' to stdout, which is for messages alone; print to stderr");
        yield return Fault("floods", "its adapter printed 'a line of no message' to stdout");
        yield return Fault("endless", "its adapter printed a line of more than 1 MiB to stdout");
        yield return Fault("other", "its adapter answered request 12345, and 1 was asked");
        yield return Fault("unknown", "its adapter said 'hooray' where a result was due");
        yield return Fault("nothing", "its adapter gave an array that can't be read: value.npy: it does not exist");
        yield return Fault("elsewhere", "its adapter names no file of the request's output folder as its \"value\"");
        yield return Fault("numberless", "its adapter gave as scalar 'x' no list of 1 number");
        yield return Fault("hangs", "ext-hasty: its adapter was killed: no result in 0.4 s (its \"timeout\")", "ext-hasty");

        static TestCaseData Fault(string behavior, string message, string method = "ext-echo") => new TestCaseData(behavior, message, method).SetArgDisplayNames(behavior);
    }

    [TestCaseSource(nameof(Faults))]
    public void A_fault_is_the_verdict_of_its_case_alone(string behavior, string message, string method)
    {
        using var adapter = TestAdapter.WithHasty();
        using var suite = new SmallSuite($$"""[ { "method": "{{method}}", "set": { "behavior": "{{behavior}}" } }, { "method": "ext-echo", "name": "after" }, { "method": "gradient" } ]""", input: OneImage);
        using (adapter.Load())
        {
            var cases = suite.Run().Cases;
            Assert.That(cases[0].Error, Does.Contain(message).And.StartWith($"{method}: ").And.Not.Contain("\n"));
            Assert.That(cases.Skip(1).Select(outcome => outcome.Error), Is.All.Null);
            Assert.That(adapter.Starts, Is.GreaterThanOrEqualTo(behavior is "refuses" ? 1 : 2), "started anew where it was killed");
        }

        Assert.That(adapter.Alive, Is.Empty);
    }

    [TestCase("shape", "gave an array of shape (1, 3, 5, 5), and the result is (1, 3, 64, 64) or (1, 64, 64)")]
    [TestCase("nan", "gave 1 of 12288 values that are NaN or infinite")]
    public void An_array_that_is_no_result_is_a_verdict(string kind, string message)
    {
        using var adapter = new TestAdapter();
        var (shape, numbers) = kind is "shape" ? (new long[] { 1, 3, 5, 5 }, new double[75]) : ([1, 3, 64, 64], new double[3 * 64 * 64]);
        numbers[7] = kind is "nan" ? double.NaN : 1;
        adapter.Give("wrong.npy", NdArray.Of(numbers, shape));
        using var suite = new SmallSuite("""[ { "method": "ext-echo", "set": { "behavior": "given", "file": "wrong.npy" } }, { "method": "ext-echo" } ]""", input: OneImage);
        using (adapter.Load())
        {
            var cases = suite.Run().Cases;
            Assert.That(cases[0].Error, Does.Contain(message));
            Assert.That(cases[1].Error, Is.Null);
        }

        Assert.That(adapter.Alive, Is.Empty);
    }

    [Test]
    public void A_negative_value_is_no_unsigned_attribution()
    {
        using var adapter = new TestAdapter(result: "unsigned-attribution");
        adapter.Give("negative.npy", NdArray.Of([.. Enumerable.Repeat(-0.5, 64 * 64)], 1, 64, 64));
        using var suite = new SmallSuite("""[ { "method": "ext-echo", "set": { "behavior": "given", "file": "negative.npy" } } ]""", input: OneImage);
        using var plugins = adapter.Load();
        Assert.That(suite.Run().Cases[0].Error, Does.Contain("gave the value -0.5, and an unsigned attribution is 0 or more"));
    }

    [TestCase("silent", "its adapter was killed: no handshake in 0.4 s (its \"startTimeout\")")]
    [TestCase("garbage", "its adapter printed 'Loading the model ...' to stdout")]
    [TestCase("leaves", "its adapter ended with exit code 3; its stderr ends: no module named torch")]
    [TestCase("protocol", "its adapter speaks protocol 7, and this VizBench 1")]
    [TestCase("nameless", "gives no name or no version of itself")]
    public void Without_a_handshake_every_case_says_why_and_the_program_is_started_once(string hello, string message)
    {
        using var adapter = new TestAdapter(hello, patience: hello is "silent" ? "0.4" : "60");
        using var suite = new SmallSuite("""[ { "method": "ext-echo" }, { "method": "ext-echo", "name": "again" }, { "method": "gradient" } ]""", input: OneImage);
        using (adapter.Load())
        {
            var cases = suite.Run().Cases;
            Assert.That(cases.Take(2).Select(outcome => outcome.Error), Is.All.Contains(message));
            Assert.That(cases[2].Error, Is.Null);
            Assert.That(adapter.Starts, Is.EqualTo(hello is "silent" ? 2 : 1), "itself, and what it has started");
        }

        Assert.That(adapter.Alive, Is.Empty);
    }

    [Test]
    public void A_program_that_is_not_there_is_named()
    {
        using var adapter = new TestAdapter();
        File.WriteAllText(adapter.Description, File.ReadAllText(adapter.Description).Replace("\"sh\"", "\"no-such-interpreter\"", StringComparison.Ordinal));
        using var suite = new SmallSuite("""[ { "method": "ext-echo" } ]""", input: OneImage);
        using var plugins = adapter.Load();
        Assert.That(suite.Run().Cases[0].Error, Does.Contain("its command 'no-such-interpreter' is no program in PATH; install it, or mend \"command\""));
    }

    [Test]
    public void One_process_serves_many_cases_and_ends_with_the_plugins()
    {
        using var adapter = new TestAdapter();
        using var suite = new SmallSuite("""[ { "method": "ext-echo" }, { "method": "ext-echo", "set": { "behavior": "talkative" } }, { "method": "ext-echo", "set": { "behavior": "progress" } }, { "method": "ext-echo", "set": { "behavior": "onnx" } }, { "method": "ext-echo", "set": { "behavior": "waits" } }, { "method": "ext-echo", "set": { "behavior": "scalars" } } ]""", input: OneImage);
        using (adapter.Load())
        {
            var cases = suite.Run().Cases;
            Assert.That(cases.Select(outcome => outcome.Error), Is.All.Null);
            Assert.That(cases[^1].Seconds, Is.EqualTo(1234.5), "as the adapter measured");
            Assert.That(adapter.Starts, Is.EqualTo(1));
            var facts = JsonText.Read<CaseFacts>(suite.In("run/cases/vgg-mini.ext-echo.world-1000-0.behavior-scalars/result.json"));
            Assert.That(facts.Scalars, Is.EquivalentTo(new Dictionary<string, double>(StringComparer.Ordinal) { ["conservation-error"] = 0.25 }));
            Assert.That(facts.Notes, Is.EqualTo(new[] { "a note" }));
            Assert.That(facts.Options, Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal) { ["behavior"] = "scalars", ["file"] = "", ["factor"] = "2.5" }));
            Assert.That((facts.Plugin!.Name, facts.Plugin.Version, facts.Plugin.File), Is.EqualTo(("test-adapter", "1.0", adapter.Description)));
            Assert.That(facts.Plugin.Sha256.Keys, Is.EqualTo(new[] { "adapter.sh", "method.json" }));
        }

        Assert.That(adapter.Alive, Is.Empty);
    }

    [Test]
    public void Cancellation_ends_the_process_in_mid_case()
    {
        using var adapter = new TestAdapter();
        using var suite = new SmallSuite("""[ { "method": "ext-echo", "set": { "behavior": "hangs" } } ]""", input: OneImage);
        using var plugins = adapter.Load();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.That(() => SuiteRunner.Run(suite.Request(), cancellation: cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(adapter.Alive, Is.Empty);
    }

    [Test]
    public void An_evaluation_leaves_out_what_has_a_fault()
    {
        using var adapter = new TestAdapter();
        File.WriteAllText(adapter.Description, File.ReadAllText(adapter.Description).Replace("\"default\": \"echo\"", "\"default\": \"crashes\"", StringComparison.Ordinal));
        using var good = new TestAdapter(id: "ext-good");
        using var plugins = PluginSet.Load([adapter.Description, good.Description]);
        var set = AttributionEvaluator.Run(new EvaluationSettings { Methods = "gradient,ext-*", Images = 2, CostlyImages = 1, FlippingSteps = 2, SensitivitySamples = 1 });
        Assert.That(set.Evaluations.Select(evaluation => evaluation.Method), Is.EquivalentTo(new[] { "gradient", "ext-good" }));
        Assert.That(set.Gaps.Select(gap => (gap.Network, gap.Method)), Is.EqualTo(new[] { ("vgg-mini", "ext-echo") }));
        Assert.That(set.Remarks, Has.One.StartsWith("vgg-mini, ext-echo: left out, its adapter was ended by signal 9"));
        Assert.That(set.Plugins!.Select(plugin => plugin.Name), Is.EqualTo(new[] { "test-adapter", "test-adapter" }));
    }

    [Test]
    public void A_table_of_a_run_names_the_plugins()
    {
        using var adapter = new TestAdapter();
        using var suite = new SmallSuite("""[ { "method": "ext-echo" }, { "method": "gradient" } ]""", input: OneImage);
        using (adapter.Load())
            suite.Run();
        var table = CommandLine.Run("table", suite.In("run")).Out;
        Assert.That(table, Does.Match(@"\n- plugins: test-adapter 1\.0, method\.json \(SHA-256: adapter\.sh [0-9a-f]{12}, method\.json [0-9a-f]{12}\)\n"));
        Assert.That(table, Does.Contain("\n–: ext-echo is not a method of VizBench itself, and plugins do not state their methods' goal, algorithm, requirements and result.\n"));
    }

    [Test]
    public void What_has_a_fault_is_a_gap_in_every_table_of_an_evaluation()
    {
        using var adapter = new TestAdapter();
        File.WriteAllText(adapter.Description, File.ReadAllText(adapter.Description).Replace("\"default\": \"echo\"", "\"default\": \"crashes\"", StringComparison.Ordinal));
        using var good = new TestAdapter(id: "ext-good");
        using var folder = new TestFolder();
        var outcome = CommandLine.Run("evaluate", "--methods", "gradient,ext-*", "--images", "2", "--plugin", adapter.Description, "--plugin", good.Description, "--out", folder.File("out"));
        Assert.That(outcome.Code, Is.EqualTo(ExitCodes.Regression), outcome.Error);
        Assert.That(outcome.Error, Does.Contain("vgg-mini, ext-echo: left out, its adapter was ended by signal 9"));
        var text = File.ReadAllText(folder.File("out/evaluation.md"));
        Assert.That(text, Does.Contain("\n| ext-echo† | † | † |").And.Contain("\n† ext-echo is left out: its adapter was ended by signal 9").And.Contain("\n| ext-echo | † |\n"), "the last in the table of marks");
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder.File("out/evaluation.json")));
        Assert.That(json.RootElement.GetProperty("gaps").EnumerateArray().Select(gap => gap.GetProperty("method").GetString()), Is.EqualTo(new[] { "ext-echo" }));
        var table = CommandLine.Run("table", folder.File("out"));
        Assert.That(table.Code, Is.Zero, table.Error);
        Assert.That(table.Out, Does.Match(@"\n\| ext-echo† \| 0 \|( † \|)+\n").And.Contain("† marks gaps: 1 case failed and is missing from the means (ext-echo: 1). The first: vgg-mini, ext-echo: its adapter was ended"));
        Assert.That(table.Out, Does.Match(@"\n- plugins: test-adapter [^\n]*, method\.json \(SHA-256: [^\n]*method\.json [0-9a-f]{12}").And.Contain("–: ext-good is not a method of VizBench itself, and plugins do not state"));
    }
}
