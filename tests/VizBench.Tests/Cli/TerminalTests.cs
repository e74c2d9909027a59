using NUnit.Framework;
using VizBench.Cli.Output;

namespace VizBench.Tests.Cli;

/// <summary>Errors are one line, coloured only where that is wanted; progress is a bar for people and lines for logs.</summary>
internal sealed class TerminalTests
{
    [TestCase(true, "\u001b[31merror:\u001b[0m a b\n")]
    [TestCase(false, "error: a b\n")]
    public void An_error_is_one_line(bool colour, string expected)
    {
        using var error = new StringWriter();
        new Terminal(TextWriter.Null, error) { UsesColour = colour }.WriteError("a\n  b\n");
        Assert.That(error.ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void An_error_sends_no_escapes_of_others_to_the_terminal()
    {
        using var error = new StringWriter();
        new Terminal(TextWriter.Null, error).WriteError("a\u001b[2Jb\rc\u0085.png: file: it is empty");
        Assert.That(error.ToString(), Is.EqualTo("error: a?[2Jb?c?.png: file: it is empty\n"));
    }

    [Test]
    public void Where_nobody_watches_progress_is_plain_lines_each_once()
    {
        using var error = new StringWriter();
        var result = ProgressDisplay.Run(new Terminal(TextWriter.Null, error), "work", display =>
        {
            display.Report(0.1, "[1/2] a");
            display.Report(0.2, "[1/2] a");
            display.Report(0.3);
            display.Report(0.6, "[2/2] b");
            return 7;
        });
        Assert.That(result, Is.EqualTo(7));
        Assert.That(error.ToString(), Is.EqualTo("[1/2] a\n[2/2] b\n"));
    }

    [Test]
    public void Where_somebody_watches_progress_is_a_bar_without_colours_if_they_are_not_wanted()
    {
        using var error = new StringWriter();
        ProgressDisplay.Run(new Terminal(TextWriter.Null, error) { IsInteractive = true, UsesColour = false }, "work", display =>
        {
            display.Report(0.5, "[1/2] a[b]");
            return 0;
        });
        Assert.That(error.ToString(), Does.Not.Contain("\u001b[3").And.Not.Contain("\u001b[9"), "no colours");
    }
}
