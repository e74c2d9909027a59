using System.Diagnostics;
using System.Text;
using NUnit.Framework;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Files;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>A stdout that is full or closed: one line, exit code 2, and files that were asked for are whole.</summary>
internal sealed class OutputFailureTests
{
    private const string Full = "error: stdout can't be written: no space left on device; the results there are incomplete, files that were asked for are complete\n";

    [TestCase("list", "methods")]
    [TestCase("list", "methods", "--json")]
    [TestCase("list", "cases", "quick")]
    [TestCase("--help")]
    [TestCase("apply", "--help")]
    [TestCase("--version")]
    [TestCase("list")]
    [TestCase("doctor")]
    public void Whatever_a_verb_prints_its_failure_is_one_line(params string[] args)
    {
        using var error = new StringWriter();
        using var full = new FailingWriter(0);
        Assert.That(CommandRunner.Run(args, new Terminal(full, error)), Is.EqualTo(ExitCodes.Error));
        Assert.That(error.ToString(), Is.EqualTo(Full));
    }

    [TestCase(0)]
    [TestCase(30)]
    public void The_files_that_were_asked_for_are_complete(int room)
    {
        using var folder = new TestFolder();
        using var error = new StringWriter();
        using var full = new FailingWriter(room);
        string[] apply = ["apply", "forward", "--network", "vgg-mini", "--weights", "formula:1", "--input", "world:1:0", "--out"];
        Assert.That(CommandRunner.Run([.. apply, folder.File("a.npy")], new Terminal(full, error)), Is.EqualTo(ExitCodes.Error));
        Assert.That(CommandLine.Run([.. apply, folder.File("b.npy")]).Code, Is.Zero);
        Assert.That(error.ToString(), Does.EndWith(Full));
        Assert.That(File.ReadAllBytes(folder.File("a.npy")), Is.EqualTo(File.ReadAllBytes(folder.File("b.npy"))));
    }

    [Test]
    public void A_mistake_is_told_though_stdout_is_full()
    {
        using var error = new StringWriter();
        using var full = new FailingWriter(0);
        Assert.That(CommandRunner.Run(["apply", "nothing", "--network", "vgg-mini"], new Terminal(full, error)), Is.EqualTo(ExitCodes.Error));
        Assert.That(error.ToString(), Does.StartWith("error: there is no method 'nothing'").And.Not.Contain("stdout"));
    }

    [Test]
    public void A_stderr_that_is_full_stops_nothing()
    {
        using var output = new StringWriter();
        using var full = new FailingWriter(0);
        Assert.That(CommandRunner.Run(["list", "methods"], new Terminal(output, full)), Is.Zero);
        Assert.That(CommandRunner.Run(["apply", "nothing", "--network", "vgg-mini"], new Terminal(output, full)), Is.EqualTo(ExitCodes.Error));
        Assert.That(output.ToString(), Does.Contain("saliency"));
    }

    [Platform("Linux")]
    [TestCase(">/dev/full", 2, "error: stdout can't be written: no space left on device; ")]
    [TestCase("1</dev/null", 2, "error: stdout can't be written: it is closed, or open for reading only; ")]
    [TestCase(">/dev/full 2>/dev/full", 2, "")]
    [TestCase("2>/dev/full", 0, "")]
    // The reader of a pipe has seen enough: nothing is wrong.
    [TestCase("| true", 0, "")]
    public void A_process_ends_in_one_line(string redirection, int code, string message)
    {
        var outcome = Shell($"'{Path.Combine(AppContext.BaseDirectory, "VizBench.Cli")}' list methods {redirection}");
        Assert.That(outcome.Code, Is.EqualTo(code), outcome.Error);
        Assert.That(outcome.Error, message.Length == 0 ? Is.Empty : Does.StartWith(message).And.Not.Contain("fault"));
    }

    [Test, Platform("Linux"), Category(Checkout.Category)]
    public void The_launchers_open_streams_that_are_closed()
    {
        // What is opened in their place can't be written, so the program tells it.
        foreach (var launcher in new[] { "vizbench", "eng/pack/launcher.sh" })
        {
            var head = File.ReadLines(Path.Combine(ProductFiles.Root, launcher)).TakeWhile(line => !line.StartsWith("root=", StringComparison.Ordinal));
            var outcome = Shell($"( {string.Join('\n', head)}\n'{Path.Combine(AppContext.BaseDirectory, "VizBench.Cli")}' list methods ) >&- <&-");
            Assert.That(outcome.Code, Is.EqualTo(ExitCodes.Error), launcher);
            Assert.That(outcome.Error, Does.StartWith("error: stdout can't be written: it is closed, or open for reading only; "), launcher);
            Assert.That(Shell($"( {string.Join('\n', head)}\n'{Path.Combine(AppContext.BaseDirectory, "VizBench.Cli")}' list methods ) >&- 2>&- <&-").Code, Is.EqualTo(ExitCodes.Error), launcher);
        }
    }

    private static Outcome Shell(string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.Result);
    }

    /// <summary>Takes so many characters, then fails as a full disk does.</summary>
    private sealed class FailingWriter(int room) : TextWriter
    {
        private int _room = room;

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (_room-- <= 0)
                throw new IOException("No space left on device");
        }
    }
}
