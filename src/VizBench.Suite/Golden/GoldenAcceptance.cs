using VizBench.Data.Arrays;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Makes results the goldens: on purpose only, never on a build server.</summary>
public static class GoldenAcceptance
{
    private const string CommittedName = "golden";

    /// <summary>
    /// Accepts the received files of a golden folder ("golden" is the product's own), or the cases of a float64 run. Each
    /// golden is replaced atomically, its JSON last.
    /// </summary>
    /// <param name="filter">a <see cref="Glob"/> over case ids; null: all</param>
    /// <param name="goldens">where a run's cases go; null: the product's own</param>
    /// <returns>the ids that were accepted</returns>
    /// <exception cref="UserError">nothing to accept, a run that isn't float64, a build server</exception>
    public static IReadOnlyList<string> Accept(string runOrGoldenFolder, string? filter = null, GoldenFolder? goldens = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(runOrGoldenFolder);
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 } and not "false")
            throw new UserError("nothing is accepted on a build server (CI is set): look at the differences on your own machine and accept there");
        var path = Directory.Exists(runOrGoldenFolder) || !string.Equals(runOrGoldenFolder, CommittedName, StringComparison.Ordinal)
            ? runOrGoldenFolder
            : ProductFiles.Golden;
        var accepted = File.Exists(Path.Combine(path, RunFolder.ManifestFile))
            ? OfRun(RunFolder.Open(path), filter, goldens ?? GoldenFolder.Committed)
            : OfReceived(path, filter);
        return accepted.Count > 0
            ? accepted
            : throw new UserError($"{runOrGoldenFolder}: there is nothing to accept{(filter is null ? "" : $" that matches '{filter}'")}; failing golden tests leave received files, and vizbench run writes runs");
    }

    private static List<string> OfReceived(string path, string? filter)
    {
        if (!Directory.Exists(path))
            throw new UserError($"{path}: there is no such folder; name a run's folder or 'golden'");
        var goldens = new GoldenFolder(path);
        var accepted = new List<string>();
        foreach (var (family, id) in goldens.AllReceived().Where(golden => Glob.Matches(filter, golden.Case)))
        {
            if (goldens.ReadReceived(family, id) is not { } record)
                continue;
            goldens.WriteVerified(record);
            goldens.RemoveReceived(family, id);
            accepted.Add(id);
        }

        return accepted;
    }

    private static List<string> OfRun(RunFolder folder, string? filter, GoldenFolder goldens)
    {
        var run = RunContent.Read(folder);
        if (run.Manifest.PrecisionClass != PrecisionClass.Float64)
            throw new UserError($"{folder.Path} is a run in {run.Manifest.Precision}; goldens are float64: run it again with --dtype float64");
        var known = GoldenVerifier.KnownCases();
        var accepted = new List<string>();
        foreach (var facts in run.Done.Where(facts => known.Contains(facts.Id) && Glob.Matches(filter, facts.Id)))
        {
            goldens.WriteVerified(GoldenRecorder.Of(facts, NpyFile.Read(folder.In(RunFolder.Result(facts.Id))), NetworkCatalogue.Named(facts.Network).Build()));
            goldens.RemoveReceived(facts.Family, facts.Id);
            accepted.Add(facts.Id);
        }

        return accepted;
    }
}
