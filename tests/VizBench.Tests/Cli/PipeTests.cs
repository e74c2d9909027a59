using System.Diagnostics;
using NUnit.Framework;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>Opening a named pipe waits until someone writes into it: it is refused before.</summary>
[Platform("Linux")]
internal sealed class PipeTests
{
    [TestCase("--network vgg-mini --weights {0} --input world:1:0")]
    [TestCase("--network {0}.onnx --input world:1:0")]
    [TestCase("--network vgg-mini --input {0}")]
    [TestCase("--network vgg-mini --input {0}.link")]
    public async Task A_named_pipe_is_refused_and_not_waited_for(string options)
    {
        using var folder = new TestFolder();
        var pipe = folder.File("pipe");
        Make(pipe);
        Make(pipe + ".onnx");
        File.CreateSymbolicLink(pipe + ".link", pipe);
        var arguments = Array.ConvertAll(options.Split(' '), word => word.Replace("{0}", pipe, StringComparison.Ordinal));

        // A call that waits is given up, so that the test fails.
        var outcome = await Task.Run(() => CommandLine.Run(["apply", "forward", .. arguments])).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(outcome.AsError(), Does.Contain("it is a pipe or a device; save its content to a file first"));
    }

    private static void Make(string pipe)
    {
        using var process = Process.Start("mkfifo", [pipe]);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
    }
}
