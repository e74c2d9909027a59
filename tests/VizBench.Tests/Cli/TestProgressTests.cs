using System.Globalization;
using NUnit.Framework;

namespace VizBench.Tests.Cli;

/// <summary>How the test program tells how far it is.</summary>
internal sealed class TestProgressTests
{
    [Test]
    public void It_counts_what_is_done_and_what_failed()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var counter = new ShowsProgressAttribute.Counter(TimeSpan.Zero, line => line + "\n", writer);
        counter.Add(failed: false);
        counter.Add(failed: true);
        Assert.That(writer.ToString(), Is.EqualTo("1 tests done, 0 failed, 0:00\n2 tests done, 1 failed, 0:00\n"));
    }

    [Test]
    public void It_is_silent_until_the_time_has_come()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var counter = new ShowsProgressAttribute.Counter(TimeSpan.FromHours(1), line => line, writer);
        counter.Add(failed: true);
        Assert.That(writer.ToString(), Is.Empty);
    }
}
