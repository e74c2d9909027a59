using VizBench.Arrays;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Holds a whole run against the goldens.</summary>
public static class GoldenVerifier
{
    /// <summary>
    /// A verdict for every case of the run that has a golden or belongs to a golden suite, by the tolerance of the run's
    /// precision; then the goldens that no golden suite has a case for. Cases of other suites without a golden are passed
    /// over: nobody promised one.
    /// </summary>
    /// <param name="goldens">null: the product's own</param>
    /// <exception cref="UserError">not a run's folder, damaged files, or no case that could be judged</exception>
    public static IReadOnlyList<GoldenComparison> VerifyRun(string folder, GoldenFolder? goldens = null)
    {
        goldens ??= GoldenFolder.Committed;
        var run = RunContent.Read(RunFolder.Open(folder));
        var known = KnownCases();
        var tolerance = GoldenTolerance.Of(run.Manifest.PrecisionClass);
        var verdicts = new List<GoldenComparison>();
        foreach (var facts in run.Done)
        {
            if (goldens.ReadVerified(facts.Family, facts.Id) is { } expected)
            {
                var value = NpyFile.Read(run.Folder.In(RunFolder.Result(facts.Id)));
                verdicts.Add(GoldenComparer.Compare(expected, GoldenRecorder.Of(facts, value, NetworkCatalogue.ArchitectureOf(facts.Network)), tolerance));
            }
            else if (known.ContainsKey(facts.Id))
            {
                verdicts.Add(new GoldenComparison { Case = facts.Id, Verdict = GoldenVerdict.New, Reason = "there is no golden yet" });
            }
        }

        verdicts.AddRange(run.Entries.Where(e => e.Error is not null && known.ContainsKey(e.Id))
            .Select(e => new GoldenComparison { Case = e.Id, Verdict = GoldenVerdict.Different, Reason = $"the case failed: {e.Error}" }));
        if (verdicts.Count == 0)
            throw new UserError($"{folder}: no case of this run has a golden; vizbench run golden runs those that have");
        return [.. verdicts, .. Orphans(goldens)];
    }

    /// <summary>Goldens that no case of any golden suite makes.</summary>
    public static IReadOnlyList<GoldenComparison> Orphans(GoldenFolder? goldens = null)
    {
        var known = KnownCases();
        return [.. (goldens ?? GoldenFolder.Committed).AllVerified().Where(golden => !known.ContainsKey(golden.Case))
            .Select(golden => new GoldenComparison
            {
                Case = golden.Case,
                Verdict = GoldenVerdict.Orphaned,
                Reason = $"golden/{golden.Family}/{golden.Case}.verified.* belongs to no case of a golden suite; remove it, or put the case back",
            })];
    }

    /// <summary>The cases of all golden suites by their ids.</summary>
    internal static IReadOnlyDictionary<string, CaseDefinition> KnownCases() =>
        SuiteCatalogue.GoldenSuites.SelectMany(suite => suite.Cases).DistinctBy(c => c.Id, StringComparer.Ordinal).ToDictionary(c => c.Id, StringComparer.Ordinal);
}
