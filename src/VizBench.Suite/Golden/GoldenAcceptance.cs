using VizBench.Arrays;
using VizBench.Files;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Makes results the goldens: on purpose only, never on a build server.</summary>
public static class GoldenAcceptance
{
    private const string CommittedName = "golden";

    /// <summary>
    /// Accepts the received files of a golden folder ("golden" is the product's own), or the cases of a run that was made as
    /// goldens are (<see cref="GoldenOrigin"/>). Nothing is replaced before all is checked; then each golden atomically, its
    /// JSON last.
    /// </summary>
    /// <param name="filter">a <see cref="Glob"/> over case ids; null: all</param>
    /// <param name="goldens">where a run's cases go; null: the product's own</param>
    /// <returns>the ids that were accepted</returns>
    /// <exception cref="UserError">nothing to accept, a damaged file, a run that wasn't made as goldens are, a build server</exception>
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
        var records = goldens.AllReceived().Where(golden => Glob.Matches(filter, golden.Case))
            .Select(golden => goldens.ReadReceived(golden.Family, golden.Case)).OfType<GoldenRecord>().ToArray();
        return Written(records, goldens);
    }

    private static List<string> OfRun(RunFolder folder, string? filter, GoldenFolder goldens)
    {
        var run = RunContent.Read(folder);
        var origin = new GoldenOrigin(folder.Path);
        origin.Check(run.Manifest);
        var known = GoldenVerifier.KnownCases();
        var chosen = run.Done.Where(facts => facts.Plugin is null && known.ContainsKey(facts.Id) && Glob.Matches(filter, facts.Id)).ToArray();
        foreach (var facts in chosen)
            origin.Check(facts, known[facts.Id]);
        return Written(chosen.Select(facts => GoldenRecorder.Of(facts, NpyFile.Read(folder.In(RunFolder.Result(facts.Id))), NetworkCatalogue.ArchitectureOf(facts.Network))), goldens);
    }

    private static List<string> Written(IEnumerable<GoldenRecord> records, GoldenFolder goldens)
    {
        var accepted = new List<string>();
        foreach (var record in records)
        {
            goldens.WriteVerified(record);
            goldens.RemoveReceived(record.Family, record.Case);
            accepted.Add(record.Case);
        }

        return accepted;
    }
}
