using NUnit.Framework;

namespace VizBench.Tests.Cli;

/// <summary>test and pack belong to the launcher; the program lists them and says so.</summary>
internal sealed class TestVerbTests
{
    [Test]
    public void The_help_lists_them() => Assert.That(CommandLine.Run("--help").Out, Does.Contain("  test ").And.Contain("  pack "));

    [TestCase]
    [TestCase("--filter", "Name~Philox")]
    public void Without_the_launcher_it_names_the_launcher(params string[] rest) =>
        Assert.That(CommandLine.Run(["test", .. rest]).AsError(), Does.Contain("./vizbench test"));

    [Test]
    public void Nor_does_it_pack() => Assert.That(CommandLine.Run("pack", "--out", "x").AsError(), Does.Contain("./vizbench pack in a checkout"));
}
