using NUnit.Framework;

namespace VizBench.Tests.Cli;

/// <summary>The launcher: what it makes ready for which verb, when it builds, how it counts tests.</summary>
[Platform("Linux"), Category(Checkout.Category)]
internal sealed class LauncherTests
{
    private LauncherFolder _checkout = null!;

    [SetUp]
    public void SetUp() => _checkout = new LauncherFolder();

    [TearDown]
    public void TearDown() => _checkout.Dispose();

    [TestCase("a-shim", "run", "quick")]
    [TestCase("a-shim", "--debug", "run", "quick")]
    [TestCase("none")]
    [TestCase("none", "--debug")]
    [TestCase("none", "--version")]
    [TestCase("none", "list", "methods")]
    [TestCase("none", "--debug", "list", "methods")]
    [TestCase("none", "run", "--help")]
    [TestCase("none", "test", "--help")]
    [TestCase("none", "help", "run")]
    [TestCase("none", "completion", "bash")]
    [TestCase("none", "[suggest:4]", "run")]
    [TestCase("none", "[other]", "run")]
    [TestCase("a-shim", "apply", "--", "--help")]
    public void Verbs_that_compute_get_the_shim(string shim, params string[] args) =>
        Assert.That(_checkout.Run(args), Is.EqualTo(new Outcome(0, $"cli {string.Join(' ', args)} shim={shim}\n", "")));

    [TestCase("--progress off", "test")]
    [TestCase("--progress off --filter Name~A", "test", "--filter", "Name~A")]
    [TestCase("--progress off --filter test", "--debug", "test", "--filter", "test")]
    [TestCase("--progress off --help", "test", "--", "--help")]
    [TestCase("--progress off --filter a b", "test", "--quiet", "--filter", "a b")]
    [TestCase("--progress off", "-q", "test")]
    public void Test_hands_on_what_follows(string handedOn, params string[] args)
    {
        var outcome = _checkout.Run(args);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Out, Does.StartWith($"tests {handedOn}\n").And.EndsWith("\n3 passed, 0 failed\n"));
    }

    [Test]
    public void Completion_builds_nothing_and_says_nothing()
    {
        Directory.Delete(Path.Combine(_checkout.Root, "artifacts"), recursive: true);
        Assert.That(_checkout.Run("[suggest:4]", "run"), Is.EqualTo(new Outcome(0, "", "")));
        Assert.That(_checkout.Builds, Is.Empty);
    }

    [TestCase("lines", "test")]
    [TestCase("", "test", "--quiet")]
    public void Tests_tell_how_far_they_are(string progress, params string[] args)
    {
        _checkout.Tests("echo \"progress: ${VIZBENCH_TEST_PROGRESS:-}\" >&2; echo 'succeeded: 1'");
        var outcome = _checkout.Run(args);
        Assert.That((outcome.Out, outcome.Error), Is.EqualTo(("succeeded: 1\n1 passed, 0 failed\n", $"progress: {progress}\n")));
    }

    [Test]
    public void Quiet_leaves_out_what_the_launcher_does()
    {
        File.Delete(Path.Combine(_checkout.Root, "artifacts", ".built-cli"));
        Assert.That(_checkout.Run("--quiet", "run"), Is.EqualTo(new Outcome(0, "cli --quiet run shim=a-shim\n", "")));
        Assert.That(_checkout.Builds, Has.Count.EqualTo(1));
    }

    [Test]
    public void Pack_builds_tests_and_benchmarks_and_hands_on_what_follows()
    {
        var outcome = _checkout.Run("pack", "--out", "there");
        Assert.That((outcome.Code, outcome.Out), Is.EqualTo((0, "packed pack --out there\n")));
        Assert.That(_checkout.Builds, Has.Count.EqualTo(2));
        Assert.That(_checkout.Builds[0], Does.Contain("tests/VizBench.Tests "));
        Assert.That(_checkout.Builds[1], Does.Contain("bench/VizBench.Benchmarks "));
    }

    [Test]
    public void A_pack_that_cannot_be_builds_nothing()
    {
        Assert.That(_checkout.Run("pack", "--wrong").AsError(), Is.EqualTo("wrong"));
        Assert.That(_checkout.Builds, Is.Empty);
    }

    [TestCase("exit 7")]
    [TestCase("kill -9 $$")]
    [TestCase("exit 0")]
    public void A_test_program_that_dies_silently_is_one_failure(string commands)
    {
        _checkout.Tests(commands);
        var outcome = _checkout.Run("test");
        Assert.That(outcome.Code, Is.EqualTo(1));
        // Before it the shell may have said "Killed".
        Assert.That(outcome.Out, Does.EndWith("0 passed, 1 failed\n"));
        Assert.That(outcome.Error, Does.Contain("error: the test program ended without a result"));
    }

    [Test]
    public void Lines_of_the_tests_come_as_they_are_written()
    {
        // The program waits until its first line has arrived: a pipeline that holds it back never ends.
        _checkout.Tests("echo first; n=0; until [ -s \"$SEEN\" ]; do n=$((n+1)); [ $n -lt 500 ] || exit 9; sleep 0.01; done; echo 'succeeded: 1'");
        var seen = Path.Combine(_checkout.Root, "seen");
        var outcome = _checkout.Shell($"SEEN='{seen}' ./vizbench test | {{ head -n 1 >'{seen}'; cat; }}");
        Assert.That(outcome.Out, Does.EndWith("1 passed, 0 failed\n"));
    }

    [Test]
    public void A_failing_test_fails_the_command()
    {
        _checkout.Tests("echo '  succeeded: 3'; echo '  failed: 2'; echo '  skipped: 1'; exit 2");
        var outcome = _checkout.Run("test");
        Assert.That(outcome.Code, Is.EqualTo(1));
        Assert.That(outcome.Out, Does.EndWith("\n3 passed, 2 failed, 1 skipped\n"));
    }

    [TestCase("GenuineIntel", "sse2 fma cx16 avx2 avx512f avx512dq avx512bw avx512vl", "SkylakeX")]
    [TestCase("GenuineIntel", "sse2 fma cx16 avx2 avx512f avx512cd", "Haswell")]
    [TestCase("GenuineIntel", "sse2 fma avx2", "Haswell")]
    [TestCase("GenuineIntel", "sse2 avx", "none")]
    [TestCase("AuthenticAMD", "sse2 fma cx16 avx2 avx512f avx512dq avx512bw avx512vl", "none")]
    public void OpenBLAS_is_told_what_the_processor_can_do(string vendor, string features, string kernels)
    {
        File.WriteAllText(Path.Combine(_checkout.Root, "cpuinfo"), $"processor\t: 0\nvendor_id\t: {vendor}\nmodel\t\t: 207\nflags\t\t: {features}\nbugs\t\t:\n");
        _checkout.Tests("echo \"kernels ${OPENBLAS_CORETYPE:-none}\"; echo 'succeeded: 1'");
        Assert.That(_checkout.Shell("unset OPENBLAS_CORETYPE; VIZBENCH_CPUINFO=cpuinfo ./vizbench test").Out, Does.StartWith($"kernels {kernels}\n"));
        Assert.That(_checkout.Shell("OPENBLAS_CORETYPE=Zen VIZBENCH_CPUINFO=cpuinfo ./vizbench test").Out, Does.StartWith("kernels Zen\n"));
        Assert.That(_checkout.Shell("OPENBLAS_CORETYPE= VIZBENCH_CPUINFO=cpuinfo ./vizbench test").Out, Does.StartWith("kernels none\n"));
    }

    [Test]
    public void Where_nothing_can_be_written_one_line_says_so()
    {
        // Nobody, not even root, makes a folder below a file.
        Directory.Delete(Path.Combine(_checkout.Root, "artifacts"), recursive: true);
        File.WriteAllText(Path.Combine(_checkout.Root, "artifacts"), "");
        Assert.That(_checkout.Run("run").AsError(), Does.Contain("artifacts can't be written"));
        Assert.That(_checkout.Run("list", "methods").AsError(), Does.Contain("artifacts can't be written"));
    }

    [Test]
    public void What_is_built_needs_no_lock()
    {
        // A folder in the lock's place: it could not be opened.
        Directory.CreateDirectory(Path.Combine(_checkout.Root, "artifacts", ".lock"));
        Assert.That(_checkout.Run("run").Out, Is.EqualTo("cli run shim=a-shim\n"));
    }

    [Test]
    public void A_commit_of_other_sources_builds_again_and_other_commits_do_not()
    {
        Assume.That(_checkout.Git("init", "-q").Code, Is.Zero, "git");
        var source = Path.Combine(_checkout.Root, "src", "a.cs");
        File.WriteAllText(source, "1");
        Commit();
        _checkout.Run("list");
        Assert.That(_checkout.Builds, Has.Count.EqualTo(1));
        Assert.That(_checkout.Builds[0], Does.Contain($"-p:SourceRevisionId={Head()} "));

        File.WriteAllText(source, "2");
        _checkout.Run("list");
        Assert.That(_checkout.Builds, Has.Count.EqualTo(2));
        Assert.That(_checkout.Builds[1], Does.Contain($"-p:SourceRevisionId={Head()}-dirty "));

        Commit();
        _checkout.Run("list");
        Assert.That(_checkout.Builds, Has.Count.EqualTo(3));
        Assert.That(_checkout.Builds[2], Does.Contain($"-p:SourceRevisionId={Head()} "));

        File.WriteAllText(Path.Combine(_checkout.Root, "README.md"), "");
        Commit();
        _checkout.Run("list");
        Assert.That(_checkout.Builds, Has.Count.EqualTo(3), "a document is nothing that is built");

        void Commit()
        {
            _checkout.Git("add", "src", ".");
            Assert.That(_checkout.Git("commit", "-q", "-m", "m").Error, Is.Empty);
        }

        string Head() => _checkout.Git("rev-parse", "HEAD").Out.Trim();
    }
}
