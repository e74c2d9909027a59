using NUnit.Framework;
using VizBench.Cli.Output;
using VizBench.Cli.Running;

namespace VizBench.Tests.Cli;

/// <summary>Errors that come before there is a command line to speak of.</summary>
internal sealed class CommandRunnerTests
{
    [Test]
    public void An_initialiser_that_fails_gives_one_line() =>
        Assert.That(Run().AsError(), Is.EqualTo("no folder with models/"));

    [Test]
    public void Debug_shows_where_it_failed() =>
        Assert.That(Run("--debug").Error, Does.StartWith("error: no folder with models/\n").And.Contain("   at "));

    private static Outcome Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandRunner.Run(args, new Terminal(output, error), Fail);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    private static CommandTree Fail() => throw new TypeInitializationException("Registry", new UserError("no folder with models/"));
}
