using NUnit.Framework;
using VizBench.Engine;
using VizBench.Suite;

namespace VizBench.Tests.Suite;

public sealed class SmokeTests
{
    [Test]
    public void Quick_runs()
    {
        var folder = "/tmp/vizbench-smoke";
        if (Directory.Exists(folder))
            Directory.Delete(folder, true);
        var summary = SuiteRunner.Run(new RunRequest { Suite = "/tmp/smoke.json", Weights = Environment.GetEnvironmentVariable("SMOKE_WEIGHTS") ?? "formula:1", OutputFolder = folder, Threads = 1, Precision = PrecisionClass.Float64, CommandLine = "./vizbench run" });
        foreach (var c in summary.Cases.Take(6))
            TestContext.Out.WriteLine($"{c.Id} {c.Seconds:0.000} {c.Error} {string.Join(' ', c.Metrics)}");
        Assert.That(summary.Cases, Is.Not.Empty);
    }
}
