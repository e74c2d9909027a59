using System.Globalization;
using System.Runtime.InteropServices;
using VizBench.Engine;

namespace VizBench.Suite;

/// <summary>Runs a suite and writes the run's folder.</summary>
public static class SuiteRunner
{
    /// <summary>
    /// Runs the cases one after the other. A case that can't be computed, for whatever reason, becomes a failed outcome and
    /// the others go on. When it is cancelled, what is there is a valid part of the run with its report: the journal names
    /// exactly the finished cases. A run that resumes takes those over, and ends as if it had never been stopped.
    /// </summary>
    /// <exception cref="UserError">the request can't be met: unknown names, missing weights, a folder that isn't empty, holds another run or is being written, no case left by the filter, cases that can't be computed (<see cref="Preflight"/>)</exception>
    /// <exception cref="OperationCanceledException">cancellation was requested</exception>
    public static RunSummary Run(RunRequest request, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = (time ?? TimeProvider.System).GetUtcNow();
        var suite = SuiteOf(request);
        var cases = Filtered(suite, request.Filter);
        Precision.CheckDevice(request.Precision, request.Device);
        TorchEngine.Initialise(request.Threads, request.Precision);
        foreach (var note in NotesOf(suite))
            request.Note?.Invoke(note);
        using var workbench = new Workbench(request.Weights, Precision.ElementType(request.Precision), request.Device);
        // Networks that can't be had and cases that can't be computed are found before the folder is made.
        var networks = Networks(suite, cases, workbench, request);
        var folder = request.Resume ? RunFolder.Reopen(request.OutputFolder, suite.Name, started) : RunFolder.Create(request.OutputFolder, suite.Name, started);
        using var hold = folder.Hold();
        var manifest = ManifestOf(request, suite, started, networks, cases);
        var earlier = EarlierRun.Of(folder, manifest, cases, workbench);
        if (!earlier.IsNone)
            request.Note?.Invoke($"took over {earlier.Count} of {cases.Count} cases");
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

    /// <exception cref="UserError">a network can't be opened, or a case can't be computed</exception>
    private static NetworkFacts[] Networks(SuiteDefinition suite, IReadOnlyList<CaseDefinition> cases, Workbench workbench, RunRequest request)
    {
        var preflight = new Preflight();
        var facts = new List<NetworkFacts>();
        foreach (var group in cases.GroupBy(c => c.NetworkName, StringComparer.Ordinal))
        {
            var opened = workbench.NetworkNamed(group.Key);
            foreach (var note in opened.Notes)
                request.Note?.Invoke(note);
            facts.Add(NetworkFacts.Of(opened));
            preflight.Look(group, opened.Network.Architecture, isOwn: request.Network is null);
        }

        preflight.ThrowIfAny(suite.Name);
        return [.. facts];
    }

    private static CaseOutcome Run(
        CaseDefinition definition, Workbench workbench, RunFolder folder, Manifest manifest, Journal journal, CaseProgress progress, CancellationToken cancellation)
    {
        try
        {
            var result = CaseRunner.Run(definition, workbench, GoldenFolder.Committed, progress, cancellation);
            var architecture = workbench.NetworkNamed(definition.NetworkName).Network.Architecture;
            var hash = CaseWriter.Write(folder, result, workbench.InputFor(definition), architecture);
            journal.Append(new JournalEntry
            {
                Id = definition.Id,
                Status = JournalEntry.Done,
                Seconds = result.Seconds,
                Key = ResumeKey.Of(definition, result.Facts.WeightsSha256, workbench.InputKeyFor(definition), manifest, result.Facts.Companions),
                Sha256 = hash,
                Metrics = result.Facts.Metrics,
            });
            return new CaseOutcome { Case = definition, Seconds = result.Seconds, Metrics = result.Facts.Metrics };
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            var error = MessageOf(e).ReplaceLineEndings(" ");
            journal.Append(new JournalEntry { Id = definition.Id, Status = JournalEntry.Failed, Key = ResumeKey.Of(definition, null, null, manifest, null), Error = error });
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
        if (suite.Cases.Count == 0)
            throw new UserError($"suite {suite.Name} has no case{Reasons(suite)}");
        // There are cases and none fits, so there is a filter.
        var wider = $"*{filter}*";
        if (suite.Cases.Any(c => Glob.Matches(wider, c.Id)))
            throw new UserError($"no case of suite {suite.Name} matches '{filter}', which must fit the whole id; '{wider}' would");
        // The parts of an id are what people mistype: the method, the network, the input.
        var parts = suite.Cases.SelectMany(c => c.Id.Split('.')).Distinct(StringComparer.Ordinal).ToArray();
        var unknown = (filter ?? "").Split('.', '*', '?').FirstOrDefault(part => part.Length > 0 && !parts.Any(known => known.Contains(part, StringComparison.Ordinal))) ?? "";
        throw new UserError($"no case of suite {suite.Name} matches '{filter}'{NearestNames.Suggestion(unknown, parts)} (all {suite.Cases.Count}: vizbench list cases {suite.Name})");
    }

    /// <summary>Its notes tell what was left out of it.</summary>
    private static string Reasons(SuiteDefinition suite)
    {
        var notes = NotesOf(suite).ToArray();
        return notes.Length == 0
            ? $"; give {suite.File} networks, inputs and methods"
            : $" on {string.Join(", ", suite.Networks)}: {string.Join("; ", notes)}; choose another network or suite";
    }

    private static IEnumerable<string> NotesOf(SuiteDefinition suite) => suite.Parts.Prepend(suite).SelectMany(part => part.Notes).Distinct(StringComparer.Ordinal);

    private static Manifest ManifestOf(RunRequest request, SuiteDefinition suite, DateTimeOffset started, IReadOnlyList<NetworkFacts> networks, IReadOnlyList<CaseDefinition> cases)
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
            Plugins = PluginFacts.Of(cases.Select(definition => definition.MethodInfo)),
            Cases = cases.Count,
        };
    }
}
