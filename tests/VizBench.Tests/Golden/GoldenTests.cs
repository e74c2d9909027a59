using NUnit.Framework;
using VizBench.Suite;

namespace VizBench.Tests.Golden;

/// <summary>Every case of the golden suites against its golden, one test each.</summary>
public sealed class GoldenTests
{
    // A suite on a network that has to be obtained first is tested where it has been.
    private static IEnumerable<TestCaseData> Cases() =>
        SuiteCatalogue.GoldenSuites.Where(suite => suite.MissingNetworks.Count == 0).SelectMany(suite => suite.Cases).Select(c => new TestCaseData(c).SetArgDisplayNames(c.Id));

    [TestCaseSource(nameof(Cases))]
    public Task Golden(CaseDefinition definition) => Snapshot.Verify(definition);

    [Test]
    public void No_golden_is_left_without_its_case() =>
        Assert.That(GoldenVerifier.Orphans().Select(orphan => orphan.Reason), Is.Empty);
}
