#if !SNAPSHOTS_VERIFY
using NUnit.Framework;
using VizBench.Suite;

namespace VizBench.Tests.Golden;

/// <summary>The seam between the stacks: one call that holds a case against its golden. Here: our own harness.</summary>
internal static class Snapshot
{
    internal static Task Verify(CaseDefinition definition)
    {
        using var harness = new GoldenHarness();
        var comparison = harness.Verify(definition);
        if (!comparison.Passed)
            Assert.Fail($"{comparison.ToText()}\nlook at golden/{definition.MethodInfo.Description.Family}/{definition.Id}.received.*, and if it is right accept it:\n  {GoldenHarness.AcceptLine(definition.Id)}");
        return Task.CompletedTask;
    }
}
#endif
