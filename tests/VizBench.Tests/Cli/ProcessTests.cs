using NUnit.Framework;
using VizBench.Cli.Running;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>What only a process of its own can show: exit codes, the two streams, the environment.</summary>
internal sealed class ProcessTests
{
    private static readonly Dictionary<string, string> s_noLibtorch = new(StringComparer.Ordinal) { ["VIZBENCH_SHIM"] = "/nonexistent" };

    [Test, SystemEngineOnly]
    public void Without_libtorch_apply_says_one_line()
    {
        using var folder = new TestFolder();
        var outcome = CommandLine.RunProcess(s_noLibtorch, "apply", "forward", "--network", "vgg-mini", "--weights", "formula:1", "--input", "world:1:0", "--out", folder.File("o.npy"));
        Assert.That(outcome.AsError(), Does.StartWith("no libtorch: VIZBENCH_SHIM names /nonexistent, which does not exist"));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test, SystemEngineOnly]
    public void Debug_adds_the_stack_trace()
    {
        var outcome = CommandLine.RunProcess(s_noLibtorch, "apply", "forward", "--network", "vgg-mini", "--weights", "formula:1", "--input", "world:1:0", "--debug");
        Assert.That(outcome.Code, Is.EqualTo(ExitCodes.Error));
        Assert.That(outcome.Error, Does.StartWith("error: no libtorch").And.Contain("   at "));
    }

    [TestCase("")]
    [TestCase("1")]
    public void Streams_that_are_no_terminal_get_no_escapes(string noColour)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["NO_COLOR"] = noColour };
        var fine = CommandLine.RunProcess(environment, "apply", "occlusion", "--network", "vgg-mini", "--weights", "formula:1", "--input", "world:1:0");
        Assert.That(fine.Code, Is.Zero, fine.Error);
        var failed = CommandLine.RunProcess(environment, "apply", "nothing");
        Assert.That(failed.Code, Is.EqualTo(ExitCodes.Error));
        Assert.That(fine.Out + fine.Error + failed.Error, Does.Not.Contain("\u001b"));
    }

    [Test]
    public void A_folder_of_the_product_that_is_none_is_named()
    {
        using var folder = new TestFolder();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["VIZBENCH_HOME"] = folder.Path };
        var outcome = CommandLine.RunProcess(environment, "apply", "forward", "--network", "vgg-mini", "--input", "world:1:0");
        Assert.That(outcome.AsError(), Does.StartWith($"VIZBENCH_HOME names {folder.Path}, which has no folder suites/"));
    }
}
