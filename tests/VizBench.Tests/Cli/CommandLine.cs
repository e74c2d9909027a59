using System.Diagnostics;
using NUnit.Framework;
using VizBench.Cli.Output;
using VizBench.Cli.Running;

namespace VizBench.Tests.Cli;

/// <summary>Runs command lines, in this process or in one of their own.</summary>
internal static class CommandLine
{
    /// <summary>In this process, with captured writers.</summary>
    public static Outcome Run(params string[] args) => Run(default, args);

    public static Outcome Run(CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandRunner.Run(args, new Terminal(output, error), cancellation);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    /// <summary>In a process of its own, as the launcher starts it.</summary>
    public static Outcome RunProcess(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "VizBench.Cli"), args)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.Result);
    }
}

/// <summary>What a command line did.</summary>
internal sealed record Outcome(int Code, string Out, string Error)
{
    /// <summary>Holds that this is a person's error: exit code 2, nothing on stdout, one line on stderr, which it returns.</summary>
    public string AsError()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Code, Is.EqualTo(ExitCodes.Error), Error);
            Assert.That(Out, Is.Empty);
            Assert.That(Error, Does.StartWith("error: ").And.EndsWith("\n"));
            Assert.That(Error.TrimEnd('\n'), Does.Not.Contain("\n"), "one line");
            Assert.That(Error, Does.Not.Contain("   at "), "no stack trace");
        });
        return Error["error: ".Length..].TrimEnd('\n');
    }
}
