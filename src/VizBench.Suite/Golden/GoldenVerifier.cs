using VizBench.Arrays;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Holds a whole run against the goldens.</summary>
public static class GoldenVerifier
{
    /// <summary>
    /// A verdict for every case of the run that has a golden or belongs to a golden suite, by the tolerance of the run's
    /// precision; then the goldens that no golden suite has a case for. Cases of other suites without a golden are passed
    /// over: nobody promised one. A case of a plugin's method is held against the golden of the product's method that it says
    /// to be the same as; without one it is passed over too.
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
            if (facts.Plugin is not null)
            {
                if (CounterpartGolden.CaseOf(facts, known.Values) is { } same && goldens.ReadVerified(same.MethodInfo.Description.Family, same.Id) is { } golden)
                    verdicts.Add(Against(golden, same, facts, run, tolerance));
            }
            else if (goldens.ReadVerified(facts.Family, facts.Id) is { } expected)
            {
                verdicts.Add(GoldenComparer.Compare(expected, RecordOf(facts, run), tolerance));
            }
            else if (known.ContainsKey(facts.Id))
            {
                verdicts.Add(new GoldenComparison { Case = facts.Id, Verdict = GoldenVerdict.New, Reason = "there is no golden yet" });
            }
        }

        verdicts.AddRange(run.Entries.Where(e => e.Error is not null && known.ContainsKey(e.Id))
            .Select(e => new GoldenComparison { Case = e.Id, Verdict = GoldenVerdict.Different, Reason = $"the case failed: {e.Error}" }));
        if (verdicts.Count == 0)
            throw new UserError($"{folder}: no case of this run has a golden; vizbench run golden runs those that have{(run.Done.Any(facts => facts.Plugin is not null) ? ", and a plugin's method is held against those of the method that its \"sameAs\" names, on the same networks, inputs and options" : "")}");
        return [.. verdicts, .. Orphans(goldens)];
    }

    private static GoldenRecord RecordOf(CaseFacts facts, RunContent run) =>
        GoldenRecorder.Of(facts, NpyFile.Read(run.Folder.In(RunFolder.Result(facts.Id))), NetworkCatalogue.ArchitectureOf(facts.Network));

    private static GoldenComparison Against(GoldenRecord golden, CaseDefinition same, CaseFacts facts, RunContent run, GoldenTolerance tolerance)
    {
        var asOf = CounterpartGolden.AsOf(facts, same, golden);
        // The numbers are those of the plugin's case, which has another id.
        var value = NpyFile.Read(run.Folder.In(RunFolder.Result(facts.Id)));
        var comparison = GoldenComparer.Compare(CounterpartGolden.Expected(golden, facts), GoldenRecorder.Of(asOf, value, NetworkCatalogue.ArchitectureOf(facts.Network)), tolerance);
        return comparison with { Case = facts.Id, Reason = $"held against {same.Id}: {comparison.Reason}" };
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
