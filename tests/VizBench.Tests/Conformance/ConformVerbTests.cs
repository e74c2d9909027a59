using System.Text.Json;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Cli.Running;
using VizBench.Tests.Cli;

namespace VizBench.Tests.Conformance;

/// <summary>`conform` on folders made by hand: every verdict, and what broken folders give.</summary>
public sealed class ConformVerbTests
{
    [Test]
    public void Agreement_is_exit_code_0()
    {
        using var folder = new ConformanceFolder().With(ConformanceFolder.Case("a"), ConformanceFolder.Case("b", ("method", "telepathy")));
        var outcome = CommandLine.Run("conform", folder.Path);
        Assert.That(outcome.Code, Is.EqualTo(ExitCodes.Fine), outcome.Error);
        Assert.That(outcome.Out, Does.Contain("1 agree, 0 disagree, 1 unsupported, 0 errors"));
    }

    [Test]
    public void A_number_beyond_the_tolerance_disagrees_and_is_exit_code_1()
    {
        using var folder = new ConformanceFolder().With(ConformanceFolder.Case("a", ("expected", 12.001)), ConformanceFolder.Case("b", ("expected", 12.001), ("rtol", 1e-3)));
        var outcome = CommandLine.Run("conform", folder.Path);
        Assert.That(outcome.Code, Is.EqualTo(ExitCodes.Regression));
        Assert.That(outcome.Out, Does.Contain("DISAGREES hand/a: relative error 8.3e-5, tolerance 1.0e-9").And.Contain("element 0 is 12, expected 12.001"));
        Assert.That(outcome.Out, Does.Contain("1 agree, 1 disagree"));
    }

    [Test]
    public void Json_has_the_documented_keys_and_null_where_nothing_was_compared()
    {
        using var folder = new ConformanceFolder().With(ConformanceFolder.Case("a"), ConformanceFolder.Case("b", ("method", "telepathy")));
        using var document = JsonDocument.Parse(CommandLine.Run("conform", folder.Path, "--json").Out);
        var (first, second) = (document.RootElement[0], document.RootElement[1]);
        Assert.That(first.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "case", "method", "verdict", "error", "rtol", "message" }));
        Assert.That((first.GetProperty("case").GetString(), first.GetProperty("verdict").GetString()), Is.EqualTo(("hand/a", "agrees")));
        Assert.That(first.GetProperty("error").GetDouble(), Is.Zero);
        Assert.That(second.GetProperty("verdict").GetString(), Is.EqualTo("unsupported"));
        Assert.That(second.GetProperty("error").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public void Elements_are_compared_one_by_one_where_the_case_says_so()
    {
        // The gradient of the anisotropic variation at these four pixels.
        using var folder = new ConformanceFolder()
            .WithArray("right.npy", NdArray.Of(new double[] { -2, 0, 0, 2 }, 1, 1, 2, 2))
            .WithArray("off.npy", NdArray.Of(new double[] { -2, 1e-6, 0, 2 }, 1, 1, 2, 2))
            .With(Gradient("right", "right.npy", true), Gradient("by-the-largest", "off.npy", false), Gradient("one-by-one", "off.npy", true));
        var verdicts = Verdicts(folder);
        Assert.That(verdicts["hand/right"], Is.EqualTo("agrees"));
        Assert.That(verdicts["hand/by-the-largest"], Is.EqualTo("agrees"));
        Assert.That(verdicts["hand/one-by-one"], Is.EqualTo("disagrees"));
    }

    [Test]
    public void Another_shape_disagrees()
    {
        using var folder = new ConformanceFolder()
            .WithArray("flat.npy", NdArray.Of(new double[] { -2, 0, 0, 2 }, 4))
            .With(Gradient("a", "flat.npy", false), ConformanceFolder.Case("b", ("expected", new[] { 12.0, 12.0 })));
        var outcome = CommandLine.Run("conform", folder.Path);
        Assert.That(outcome.Code, Is.EqualTo(ExitCodes.Regression));
        Assert.That(outcome.Out, Does.Contain("the result has shape (1, 1, 2, 2), expected (4)").And.Contain("expected 2 values"));
    }

    [Test]
    public void Single_precision_is_held_to_ten_times_the_references_own_error()
    {
        using var folder = new ConformanceFolder().With(
            ConformanceFolder.Case("near", ("expected", 12.0001), ("float32_error", 1e-6)), ConformanceFolder.Case("far", ("expected", 12.01), ("float32_error", 1e-6)));
        var single = Verdicts(folder, "--dtype", "float32");
        Assert.That((single["hand/near"], single["hand/far"]), Is.EqualTo(("agrees", "disagrees")));
        Assert.That(Verdicts(folder)["hand/near"], Is.EqualTo("disagrees"));
    }

    [Test]
    public void A_filter_chooses_by_name()
    {
        using var folder = new ConformanceFolder().With(ConformanceFolder.Case("a"), ConformanceFolder.Case("b"));
        Assert.That(Verdicts(folder, "--filter", "hand/b").Keys, Is.EqualTo(new[] { "hand/b" }));
        Assert.That(CommandLine.Run("conform", folder.Path, "--filter", "x*").AsError(), Does.Contain("none of the 2 cases").And.Contain("hand/a"));
    }

    [Test]
    public void A_subject_given_by_itself_keeps_its_name()
    {
        using var folder = new ConformanceFolder().With(ConformanceFolder.Case("a"));
        Assert.That(CommandLine.Run("conform", Path.Combine(folder.Path, "hand"), "--json").Out, Does.Contain("\"hand/a\""));
    }

    // What can't be computed is an error of that case alone, and names its reason.
    private static IEnumerable<TestCaseData> FaultyCases()
    {
        TestCaseData Of(Dictionary<string, object?> faulty, string reason) => new TestCaseData(faulty, reason).SetArgDisplayNames((string)faulty["id"]!);
        yield return Of(ConformanceFolder.Case("no-network", ("method", "saliency"), ("target", 0), ("set", new Dictionary<string, object?>(StringComparer.Ordinal))), "model.onnx");
        yield return Of(ConformanceFolder.Case("no-parameter", ("set", new Dictionary<string, object?>(StringComparer.Ordinal))), "parameter 'kind' is missing");
        yield return Of(With("other-kind", "kind", 5), "parameter 'kind' is not a string");
        yield return Of(With("no-file", "image", "missing.npy"), "missing.npy");
        yield return Of(With("outside", "image", "../../../../etc/passwd"), "outside the folder");
        yield return Of(With("absolute", "image", "/etc/passwd"), "outside the folder");
        yield return Of(ConformanceFolder.Case("expected-outside", ("expected", "../image.npy")), "outside the folder");
        yield return Of(ConformanceFolder.Case("expected-nothing", ("expected", true)), "neither a file nor a number");
        yield return Of(With("text-as-array", "image", "cases.json"), "not a .npy file");
    }

    [TestCaseSource(nameof(FaultyCases))]
    public void A_case_that_cannot_be_computed_is_an_error_and_the_others_go_on(Dictionary<string, object?> faulty, string reason)
    {
        using var folder = new ConformanceFolder().With(faulty, ConformanceFolder.Case("fine"));
        var outcome = CommandLine.Run("conform", folder.Path);
        Assert.That(outcome.Code, Is.EqualTo(ExitCodes.Regression), outcome.Error);
        Assert.That(outcome.Out, Does.Contain("1 agree, 0 disagree, 0 unsupported, 1 errors").And.Contain(reason));
    }

    [TestCase("", "it is empty")]
    [TestCase("[{", "not JSON")]
    [TestCase("{}", "not a list of cases")]
    [TestCase("[3]", "case 0")]
    [TestCase("[{\"id\": \"a\", \"method\": \"tv\"}]", "case 0 ('a'): has no \"set\"")]
    [TestCase("[{\"id\": \"a\", \"method\": \"tv\", \"set\": {}}]", "has no \"expected\"")]
    [TestCase("[{\"id\": \"a\", \"method\": \"tv\", \"set\": {}, \"expected\": 1}]", "has no \"rtol\"")]
    [TestCase("[{\"id\": \"a\", \"method\": \"tv\", \"set\": {}, \"expected\": 1, \"rtol\": -1}]", "\"rtol\"")]
    [TestCase("[{\"id\": \"a\", \"method\": \"tv\", \"set\": {}, \"expected\": 1, \"rtol\": 1, \"samples\": []}]", "\"samples\"")]
    [TestCase("[{\"id\": \"a\", \"method\": \"tv\", \"set\": {}, \"expected\": 1, \"rtol\": 1, \"compare\": \"roughly\"}]", "\"compare\"")]
    [TestCase("[{\"id\": \"\", \"method\": \"tv\", \"set\": {}, \"expected\": 1, \"rtol\": 1}]", "\"id\"")]
    public void A_broken_case_file_is_one_line_and_exit_code_2(string json, string reason)
    {
        using var folder = new ConformanceFolder().WithText(json);
        Assert.That(CommandLine.Run("conform", folder.Path).AsError(), Does.Contain("cases.json").And.Contain(reason));
    }

    [Test]
    public void Deep_json_is_refused()
    {
        using var folder = new ConformanceFolder().WithText(new string('[', 100_000));
        Assert.That(CommandLine.Run("conform", folder.Path).AsError(), Does.Contain("not JSON"));
    }

    [Test]
    public void An_id_that_occurs_twice_is_refused()
    {
        using var folder = new ConformanceFolder().With(ConformanceFolder.Case("a"), ConformanceFolder.Case("a"));
        Assert.That(CommandLine.Run("conform", folder.Path).AsError(), Does.Contain("'hand/a'").And.Contain("twice"));
    }

    [Test]
    public void A_folder_without_cases_and_a_missing_one()
    {
        using var folder = new ConformanceFolder();
        Assert.That(CommandLine.Run("conform", folder.Path).AsError(), Does.Contain("no cases.json"));
        Assert.That(CommandLine.Run("conform", Path.Combine(folder.Path, "none")).AsError(), Does.Contain("no folder"));
    }

    private static Dictionary<string, object?> With(string id, string parameter, object value)
    {
        var entry = ConformanceFolder.Case(id);
        ((Dictionary<string, object?>)entry["set"]!)[parameter] = value;
        return entry;
    }

    private static Dictionary<string, object?> Gradient(string id, string expected, bool elementwise)
    {
        var entry = With(id, "output", "gradient");
        entry["expected"] = expected;
        entry["rtol"] = 1e-5;
        if (elementwise)
            entry["compare"] = "elementwise";
        return entry;
    }

    private static Dictionary<string, string> Verdicts(ConformanceFolder folder, params string[] options)
    {
        using var document = JsonDocument.Parse(CommandLine.Run(["conform", folder.Path, "--json", .. options]).Out);
        return document.RootElement.EnumerateArray().ToDictionary(
            verdict => verdict.GetProperty("case").GetString()!, verdict => verdict.GetProperty("verdict").GetString()!, StringComparer.Ordinal);
    }
}
