using System.Globalization;
using System.Runtime.InteropServices;
using VizBench.Engine;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Runs a suite and writes the run's folder.</summary>
public static class SuiteRunner
{
    private const int NamedInMessage = 8;

    /// <summary>
    /// Runs the cases one after the other. A case that can't be computed, for whatever reason, becomes a failed outcome and
    /// the others go on. When it is cancelled, what is there is a valid part of the run with its report: the journal names
    /// exactly the finished cases. A run that resumes takes those over, and ends as if it had never been stopped.
    /// </summary>
    /// <exception cref="UserError">the request can't be met: unknown names, missing weights, a folder that isn't empty, holds another run or is being written, no case left by the filter</exception>
    /// <exception cref="OperationCanceledException">cancellation was requested</exception>
    public static RunSummary Run(RunRequest request, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = (time ?? TimeProvider.System).GetUtcNow();
        var suite = SuiteOf(request);
        var cases = Filtered(suite, request.Filter);
        Precision.CheckDevice(request.Precision, request.Device);
        TorchEngine.Initialise(request.Threads, request.Precision);
        foreach (var note in suite.Parts.Prepend(suite).SelectMany(part => part.Notes).Distinct(StringComparer.Ordinal))
            request.Note?.Invoke(note);
        using var workbench = new Workbench(request.Weights, Precision.ElementType(request.Precision), request.Device);
        // Networks that can't be had are found before the folder is made.
        var networks = cases.Select(c => c.NetworkName).Distinct(StringComparer.Ordinal).Select(name => FactsOf(workbench.NetworkNamed(name), request)).ToArray();

        var folder = request.Resume ? RunFolder.Reopen(request.OutputFolder, suite.Name, started) : RunFolder.Create(request.OutputFolder, suite.Name, started);
        using var hold = folder.Hold();
        var manifest = ManifestOf(request, suite, started, networks, cases.Count);
        var earlier = EarlierRun.Of(folder, manifest, cases, workbench);
        if (earlier.IsNone)
            JsonText.Write(folder.Manifest, manifest);
        var outcomes = new List<CaseOutcome>();
        var journal = new Journal(folder.Journal);
        try
        {
            foreach (var definition in cases)
            {
                cancellation.ThrowIfCancellationRequested();
                if (earlier.OutcomeOf(definition) is { } before)
                {
                    outcomes.Add(before);
                    continue;
                }

                var share = new CaseProgress(progress, outcomes.Count, cases.Count, definition.Id);
                share.Report(0);
                outcomes.Add(Run(definition, workbench, folder, manifest, journal, share, cancellation));
            }
        }
        finally
        {
            journal.Dispose();
            earlier.Order(folder, cases);
            // Of a run that was stopped too: it shows what is there. Before the sheet, which is the less important.
            ReportWriter.Write(folder.Path);
        }

        SheetWriter.Write(folder);
        progress?.Report(new RunProgress(cases.Count, cases.Count, cases[^1].Id, 1));
        return new RunSummary(folder.Path, outcomes);
    }

    private static NetworkFacts FactsOf(OpenedNetwork opened, RunRequest request)
    {
        foreach (var note in opened.Notes)
            request.Note?.Invoke(note);
        return NetworkFacts.Of(opened);
    }

    private static CaseOutcome Run(
        CaseDefinition definition, Workbench workbench, RunFolder folder, Manifest manifest, Journal journal, CaseProgress progress, CancellationToken cancellation)
    {
        try
        {
            var result = CaseRunner.Run(definition, workbench, GoldenFolder.Committed, progress, cancellation);
            var hash = CaseWriter.Write(folder, result, workbench.InputFor(definition), workbench.NetworkNamed(definition.NetworkName).Network.Architecture);
            journal.Append(new JournalEntry
            {
                Id = definition.Id,
                Status = JournalEntry.Done,
                Seconds = result.Seconds,
                Key = ResumeKey.Of(definition, result.Facts.WeightsSha256, result.Facts.InputSha256, manifest),
                Sha256 = hash,
                Metrics = result.Facts.Metrics,
            });
            return new CaseOutcome { Case = definition, Seconds = result.Seconds, Metrics = result.Facts.Metrics };
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            var error = MessageOf(e).ReplaceLineEndings(" ");
            journal.Append(new JournalEntry { Id = definition.Id, Status = JournalEntry.Failed, Key = ResumeKey.Of(definition, null, null, manifest), Error = error });
            return new CaseOutcome { Case = definition, Error = error };
        }
    }

    /// <summary>What nobody foresaw is named with its type: its message alone may say little.</summary>
    private static string MessageOf(Exception e) => e is UserError or ExternalException ? e.Message : $"{e.GetType().Name}: {e.Message}";

    private static SuiteDefinition SuiteOf(RunRequest request)
    {
        var suite = SuiteDefinition.Load(request.Suite);
        if (request.Network is { } network)
            suite = suite.OnNetwork(network);
        return request.Seed is { } seed ? suite.WithSeed(seed) : suite;
    }

    private static IReadOnlyList<CaseDefinition> Filtered(SuiteDefinition suite, string? filter)
    {
        var chosen = suite.Cases.Where(c => Glob.Matches(filter, c.Id)).ToArray();
        if (chosen.Length > 0)
            return chosen;
        var wider = $"*{filter}*";
        if (suite.Cases.Any(c => Glob.Matches(wider, c.Id)))
            throw new UserError($"no case of suite {suite.Name} matches '{filter}', which must fit the whole id; '{wider}' would");
        var nearest = NearestNames.To(filter!, suite.Cases.Select(c => c.Id), NamedInMessage);
        throw new UserError($"no case of suite {suite.Name} matches '{filter}'; of its {suite.Cases.Count} cases the nearest are {string.Join(", ", nearest)} (all: vizbench list cases)");
    }

    private static Manifest ManifestOf(RunRequest request, SuiteDefinition suite, DateTimeOffset started, IReadOnlyList<NetworkFacts> networks, int cases)
    {
        return new Manifest
        {
            Version = ProductVersion.Text,
            Suite = suite.Name,
            Summary = suite.Summary,
            Seed = suite.Seed,
            Filter = request.Filter,
            CommandLine = request.CommandLine,
            Started = started.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Precision = Precision.NameOf(request.Precision),
            PrecisionFlags = new SortedDictionary<string, string>(TorchEngine.Flags.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
            Device = request.Device.ToString(),
            Machine = MachineFacts.Here(),
            Engine = EngineFacts.Here(),
            Networks = networks,
            Cases = cases,
        };
    }
}
