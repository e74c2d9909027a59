using System.Text.Json;
using NUnit.Framework;
using VizBench.Files;
using VizBench.Tests.Cli;
using VizBench.Tests.Data;

namespace VizBench.Tests.Pack;

/// <summary>The pack's run.sh, on an archive whose program is a script of a few lines.</summary>
[Platform("Linux"), Category(Checkout.Category)]
internal sealed class RunScriptTests
{
    private const string Fine = """
        case $1 in
          shim) echo a-shim ;;
          doctor) echo '[ { "subject": "CUDA devices", "value": "none; all on the CPU" }, { "subject": "libtorch", "value": "9.9" } ]' ;;
          run) case $* in *tf32*) echo 'error: dtype tf32 needs a CUDA device' >&2; exit 2 ;; esac ;;
          verify) case $* in *--format*) echo table ;; *) echo '3 passed, 0 failed' ;; esac ;;
          test) case $* in *--list-tests*) echo 'summary: found 7 test(s)' ;; *) echo '  succeeded: 5'; echo '  failed: 0' ;; esac ;;
          benchmarks) echo "$3: 10 repetitions; fine" ;;
        esac
        """;

    private TestFolder _folder = null!;

    private string Out => _folder.File("out");

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Every_step_has_its_line_and_at_most_eight_files_come_back()
    {
        var outcome = Run(Fine, Out);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var steps = Steps();
        Assert.That(steps.Keys, Is.SupersetOf(new[] { "shim", "doctor", "suite float64", "suite float32", "suite bfloat16", "suite tf32", "tests", "bench endurance" }));
        Assert.That(steps["suite tf32"], Is.EqualTo(("none", "not on this device (cpu)")));
        Assert.That(steps["suite float64"], Is.EqualTo(("passed", "3 passed, 0 failed")));
        Assert.That(steps["tests"], Is.EqualTo(("passed", "5 passed, 0 failed; 7 more look into a checkout and are left out")));
        Assert.That(Directory.EnumerateFileSystemEntries(Out).Select(Path.GetFileName), Is.EquivalentTo(new[]
        {
            "summary.md", "summary.json", "doctor.json", "errors.md", "errors.json", "tests.txt", "benchmarks.txt", "details.tar.gz",
        }));
    }

    [Test]
    public void A_step_that_fails_stops_no_other()
    {
        var outcome = Run(Fine.Replace("verify) case $* in", "verify) case $* in *float32) echo '2 passed, 1 failed'; exit 1 ;;", StringComparison.Ordinal), Out);
        Assert.That(outcome.Code, Is.EqualTo(1));
        var steps = Steps();
        Assert.That(steps["suite float32"], Is.EqualTo(("failed", "2 passed, 1 failed; see errors.md")));
        Assert.That(steps["tests"].Result, Is.EqualTo("passed"));
        Assert.That(outcome.Out, Does.Contain("| suite float32 | failed |"));
    }

    [Test]
    public void Without_a_shim_nothing_is_run_and_the_reason_is_kept()
    {
        var outcome = Run(Fine.Replace("shim) echo a-shim ;;", "shim) echo 'error: no C++ \"compiler\"' >&2; exit 2 ;;", StringComparison.Ordinal), Out);
        Assert.That(outcome.Code, Is.EqualTo(2));
        var steps = Steps();
        Assert.That(steps.Keys, Is.EqualTo(new[] { "shim", "doctor" }));
        Assert.That(steps["shim"], Is.EqualTo(("failed", "error: no C++ \"compiler\"")));
    }

    [Test]
    public void A_gpu_is_taken_where_there_is_one_and_single_steps_can_be_chosen()
    {
        var outcome = Run(Fine.Replace("none; all on the CPU", "1", StringComparison.Ordinal).Replace("run) ", "run) case $* in *'--device cuda '*) ;; *) exit 3 ;; esac; ", StringComparison.Ordinal), Out, "--only", "suite");
        Assert.That(outcome.Code, Is.Zero, outcome.Out);
        Assert.That(Steps().Keys.Any(step => step.StartsWith("tests", StringComparison.Ordinal) || step.StartsWith("bench", StringComparison.Ordinal)), Is.False);
    }

    [Test]
    public void A_step_is_ended_after_its_limit()
    {
        var outcome = Run(Fine.Replace("benchmarks) ", "benchmarks) sleep 60; ", StringComparison.Ordinal), Out, "--only", "bench", "--limit", "1");
        Assert.That(outcome.Code, Is.EqualTo(1));
        Assert.That(Steps()["bench endurance"], Is.EqualTo(("failed", "ended after 1 s")));
    }

    [TestCase("", "run.sh needs a folder for the results, for example: sh run.sh results")]
    [TestCase("OUT --only suit", "there is no step 'suit'; use doctor, suite, tests, bench (several with commas)")]
    [TestCase("OUT --device gpu", "'gpu' is not a device; use cpu, cuda or cuda:INDEX")]
    [TestCase("OUT --limit 0", "--limit takes seconds, a whole number above 0, not '0'")]
    [TestCase("OUT --fast", "run.sh has no option '--fast'; see sh run.sh --help")]
    [TestCase("OUT --only", "--only needs a value; see sh run.sh --help")]
    public void Wrong_arguments_make_no_folder(string line, string expected)
    {
        var args = line.Replace("OUT", Out, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(Run(Fine, args).AsError(), Is.EqualTo(expected));
        Assert.That(Directory.Exists(Out), Is.False);
    }

    [Test]
    public void An_archive_that_did_not_arrive_whole_is_refused()
    {
        Make(Fine);
        File.AppendAllText(_folder.File("vizbench-pack.tar.xz"), "x");
        Assert.That(Start(Out).AsError(), Does.Contain("it did not arrive whole; copy it again"));
    }

    private Outcome Run(string program, params string[] args)
    {
        Make(program);
        return Start(args);
    }

    private Outcome Start(params string[] args) => Shell.Run(_folder.File("run.sh"), ["--scratch", _folder.File("scratch"), .. args]);

    private void Make(string program)
    {
        Shell.Write(_folder.File("vizbench-pack/vizbench"), program);
        File.Copy(Path.Combine(ProductFiles.Root, "eng", "pack", "run.sh"), _folder.File("run.sh"));
        var made = Shell.Run(Shell.Write(_folder.File("make.sh"), $"cd '{_folder.Path}' && tar -cJf vizbench-pack.tar.xz vizbench-pack && sha256sum vizbench-pack.tar.xz >vizbench-pack.tar.xz.sha256"));
        Assert.That(made.Code, Is.Zero, made.Error);
    }

    private Dictionary<string, (string Result, string Remark)> Steps()
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "summary.json")));
        return summary.RootElement.GetProperty("steps").EnumerateArray()
            .ToDictionary(step => step.GetProperty("step").GetString()!, step => (step.GetProperty("result").GetString()!, step.GetProperty("remark").GetString()!), StringComparer.Ordinal);
    }
}
