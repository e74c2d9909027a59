using System.Text.Json;
using NUnit.Framework;
using VizBench.Cli.Running;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>verify over several runs: the table of errors and its JSON.</summary>
internal sealed class VerifyTableTests
{
    private const string Case = "vgg-mini.gradient.world-1000-0";

    private TestFolder _folder = null!;
    private string _float64 = "";
    private string _float32 = "";

    [OneTimeSetUp]
    public void Run()
    {
        _folder = new TestFolder();
        (_float64, _float32) = (_folder.File("a"), _folder.File("b"));
        Assert.That(CommandLine.Run("run", "golden", "--dtype", "float64", "--filter", $"{Case},vgg-mini.forward.world-1000-0", "--out", _float64).Code, Is.Zero);
        Assert.That(CommandLine.Run("run", "golden", "--dtype", "float32", "--filter", Case, "--out", _float32).Code, Is.Zero);
    }

    [OneTimeTearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Markdown_has_a_column_for_each_run_and_a_row_for_each_method_and_case()
    {
        var outcome = CommandLine.Run("verify", _float64, _float32, "--format", "md");
        Assert.That(outcome.Code, Is.Zero, outcome.Out);
        Assert.That(outcome.Out, Does.Contain("| method | float64, cpu | float32, cpu |\n").And.Contain("| passed | 2 of 2 | 1 of 1 |\n"));
        Assert.That(RowOf(outcome.Out, Case), Has.Length.EqualTo(3).And.None.EqualTo("–"));
        Assert.That(RowOf(outcome.Out, "vgg-mini.forward.world-1000-0")[2], Is.EqualTo("–"), "the second run has no such case");
        Assert.That(double.Parse(RowOf(outcome.Out, "vgg-mini: gradient")[2], System.Globalization.CultureInfo.InvariantCulture), Is.InRange(1e-12, 5e-3));
    }

    [Test]
    public void Json_has_a_verdict_for_each_case_of_each_run()
    {
        var outcome = CommandLine.Run("verify", _float64, _float32, "--format", "json");
        Assert.That(outcome.Code, Is.Zero);
        using var document = JsonDocument.Parse(outcome.Out);
        var rows = document.RootElement.EnumerateArray().ToArray();
        Assert.That(rows.Select(row => row.GetProperty("precision").GetString()), Is.EqualTo(new[] { "float64", "float64", "float32" }));
        var last = rows[^1];
        Assert.Multiple(() =>
        {
            Assert.That(last.GetProperty("run").GetString(), Is.EqualTo(_float32));
            Assert.That(last.GetProperty("case").GetString(), Is.EqualTo(Case));
            Assert.That(last.GetProperty("method").GetString(), Is.EqualTo("gradient"));
            Assert.That(last.GetProperty("verdict").GetString(), Is.EqualTo("within_tolerance"));
            Assert.That(last.GetProperty("passed").GetBoolean(), Is.True);
            Assert.That(last.GetProperty("error").GetDouble(), Is.InRange(1e-12, 5e-3));
            Assert.That(last.GetProperty("seconds").GetDouble(), Is.Positive);
            Assert.That(last.GetProperty("quantities").EnumerateArray().Max(q => q.GetProperty("name").ValueEquals("samples") ? q.GetProperty("error").GetDouble() : 0), Is.Positive);
        });
    }

    [Test]
    public void A_run_that_fails_decides_the_exit_code_and_is_marked()
    {
        var spoilt = _folder.File("c");
        Assert.That(CommandLine.Run("run", "golden", "--dtype", "float64", "--filter", Case, "--out", spoilt).Code, Is.Zero);
        var facts = Path.Combine(spoilt, "cases", Case, "result.json");
        var text = File.ReadAllText(facts);
        File.WriteAllText(facts, System.Text.RegularExpressions.Regex.Replace(text, "\"max\": [^,]*,", "\"max\": 1000,", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        var outcome = CommandLine.Run("verify", _float32, spoilt, "--format", "md");
        Assert.That(outcome.Code, Is.EqualTo(ExitCodes.Regression));
        Assert.That(RowOf(outcome.Out, Case)[2], Does.EndWith("**failed**"));
        Assert.That(outcome.Out, Does.Contain($"- float64, cpu, {Case}: failed: max"));
        Assert.That(CommandLine.Run("verify", _float32, spoilt).Out, Does.Contain($"{_float32} (float32, cpu)\n").And.EndsWith("0 passed, 1 failed\n"));
    }

    [Test]
    public void Another_format_is_refused_before_anything_is_read() =>
        Assert.That(CommandLine.Run("verify", "/nonexistent", "--format", "html").AsError(), Is.EqualTo("verify has no format 'html'; use text, md or json"));

    private static string[] RowOf(string markdown, string first) =>
        markdown.Split('\n').Single(line => line.StartsWith($"| {first} |", StringComparison.Ordinal)).Trim('|').Split('|').Select(cell => cell.Trim()).ToArray();
}
