using NUnit.Framework;
using VizBench.Engine;
using VizBench.Suite;

namespace VizBench.Tests.Conformance;

/// <summary>
/// Everything the product knows to compute against numbers of the field's own tools, at each case's own tolerance in
/// float64: tests/Conformance, whose README defines every formula.
/// </summary>
public sealed class ReferenceSetTests
{
    private static readonly IReadOnlyList<ConformanceCase> s_cases = ConformanceSet.Read(ConformanceFolder.Set);

    // One pass over the set serves all tests: each folder's network is opened once.
    private static readonly Lazy<Dictionary<string, ConformanceVerdict>> s_verdicts = new(() =>
        new ConformanceRunner(PrecisionClass.Float64, CPU).Run(s_cases).ToDictionary(verdict => verdict.Case.Name, StringComparer.Ordinal));

    private static IEnumerable<string> Known => s_cases.Where(c => ConformanceKinds.Of(c.Method) is not null).Select(c => c.Name);

    [TestCaseSource(nameof(Known))]
    public void Agrees(string name)
    {
        var verdict = s_verdicts.Value[name];
        Assert.That(verdict.Outcome, Is.EqualTo(ConformanceOutcome.Agrees), $"{verdict.Error:e1} of {verdict.Tolerance:e1}: {verdict.Message}");
    }

    [Test]
    public void Just_what_no_kind_computes_is_unsupported()
    {
        var unsupported = s_verdicts.Value.Values.Where(verdict => verdict.Outcome == ConformanceOutcome.Unsupported).Select(verdict => verdict.Case.Name);
        Assert.That(unsupported, Is.EquivalentTo(s_cases.Select(c => c.Name).Except(Known, StringComparer.Ordinal)));
        foreach (var method in new[] { "forward", "gradient", "saliency", "input-x-gradient", "occlusion", "tv", "radial-power-spectrum" })
            Assert.That(ConformanceKinds.Methods, Does.Contain(method));
    }

    [Test]
    public void The_set_keeps_its_size()
    {
        // The budget of the repository for this set: 8.5 MB.
        var bytes = Directory.EnumerateFiles(ConformanceFolder.Set, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.That(bytes, Is.LessThan(8_500_000));
    }
}
