using NUnit.Framework;

namespace VizBench.Tests.Golden;

/// <summary>Tests that accept goldens: on a build server (CI set) nothing is accepted, so they run as on a person's machine.</summary>
[NonParallelizable] // It sets CI.
public abstract class OnOnesOwnMachine
{
    private string? _ci;

    [SetUp]
    public void Leave()
    {
        _ci = Environment.GetEnvironmentVariable("CI");
        Environment.SetEnvironmentVariable("CI", null);
    }

    [TearDown]
    public void Restore() => Environment.SetEnvironmentVariable("CI", _ci);
}
