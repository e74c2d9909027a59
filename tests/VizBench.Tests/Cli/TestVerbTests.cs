using NUnit.Framework;

namespace VizBench.Tests.Cli;

/// <summary>test belongs to the launcher; the program lists it and says so.</summary>
internal sealed class TestVerbTests
{
    [Test]
    public void The_help_lists_it() => Assert.That(CommandLine.Run("--help").Out, Does.Contain("  test "));

    [TestCase]
    [TestCase("--filter", "Name~Philox")]
    public void Without_the_launcher_it_names_the_launcher(params string[] rest) =>
        Assert.That(CommandLine.Run(["test", .. rest]).AsError(), Does.Contain("./vizbench test"));
}
