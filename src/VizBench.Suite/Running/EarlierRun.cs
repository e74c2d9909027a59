using System.Text.Json.Nodes;
using VizBench.Files;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>
/// What a killed or stopped run has left in its folder for the one that goes on with it: the finished cases that would come out
/// the same, by their <see cref="ResumeKey"/>, and whose files are whole.
/// </summary>
internal sealed class EarlierRun
{
    private readonly Dictionary<string, JournalEntry> _finished;

    private EarlierRun(bool isNone, Dictionary<string, JournalEntry> finished) => (IsNone, _finished) = (isNone, finished);

    /// <summary>Whether the folder is a new one.</summary>
    internal bool IsNone { get; }

    /// <summary>How many cases are taken over.</summary>
    internal int Count => _finished.Count;

    /// <summary>Afterwards the journal holds exactly what is taken over.</summary>
    /// <param name="manifest">of the run that goes on</param>
    /// <exception cref="UserError">the folder's run is another one, or its journal is damaged before the last line</exception>
    internal static EarlierRun Of(RunFolder folder, Manifest manifest, IReadOnlyList<CaseDefinition> cases, Workbench workbench)
    {
        if (!File.Exists(folder.Manifest))
            return new EarlierRun(true, []);
        var before = JsonText.Read<Manifest>(folder.Manifest);
        CheckSame(folder, before, manifest);
        // What plugins there are now is what the cases to come are computed by; those of others are computed anew.
        if (!string.Equals(JsonText.LineOf(before.Plugins), JsonText.LineOf(manifest.Plugins), StringComparison.Ordinal))
            JsonText.Write(folder.Manifest, before with { Plugins = manifest.Plugins });
        foreach (var torn in Directory.EnumerateFiles(folder.Path, "*.tmp", SearchOption.AllDirectories))
            File.Delete(torn);
        var journaled = File.Exists(folder.Journal) ? Journal.Read(folder.Journal) : [];
        var entries = journaled.Where(entry => entry.IsDone).GroupBy(entry => entry.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var finished = new Dictionary<string, JournalEntry>(StringComparer.Ordinal);
        foreach (var definition in cases)
        {
            if (entries.TryGetValue(definition.Id, out var entry) && IsWhole(folder, entry) && string.Equals(entry.Key, KeyOf(definition, manifest, workbench), StringComparison.Ordinal))
                finished[entry.Id] = entry;
        }

        Journal.Rewrite(folder.Journal, finished.Values);
        return new EarlierRun(false, finished);
    }

    /// <summary>Null where the case is still to be computed.</summary>
    internal CaseOutcome? OutcomeOf(CaseDefinition definition) => _finished.TryGetValue(definition.Id, out var entry)
        ? new CaseOutcome { Case = definition, Seconds = entry.Seconds, Metrics = entry.Metrics, IsTakenOver = true }
        : null;

    /// <summary>The journal's entries as an uninterrupted run writes them: in the order of the cases.</summary>
    internal void Order(RunFolder folder, IReadOnlyList<CaseDefinition> cases)
    {
        if (IsNone)
            return;
        var places = cases.Select((definition, place) => (definition.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);
        Journal.Rewrite(folder.Journal, Journal.Read(folder.Journal).OrderBy(entry => places[entry.Id]));
    }

    private static bool IsWhole(RunFolder folder, JournalEntry entry) =>
        new[] { RunFolder.Result(entry.Id), RunFolder.Facts(entry.Id), RunFolder.Picture(entry.Id) }.All(file => File.Exists(folder.In(file)))
        && string.Equals(InputFile.Sha256(folder.In(RunFolder.Result(entry.Id))), entry.Sha256, StringComparison.Ordinal);

    /// <summary>Null where the input can't be had: then the case is not taken over, and says why when its turn comes.</summary>
    private static string? KeyOf(CaseDefinition definition, Manifest manifest, Workbench workbench)
    {
        try
        {
            var opened = workbench.NetworkNamed(definition.NetworkName);
            return ResumeKey.Of(definition, opened.WeightsSha256, workbench.InputKeyFor(definition), manifest, CompanionFiles.HashesOf(definition.Method, opened.Network.Architecture, definition.Layer));
        }
        catch (UserError)
        {
            return null;
        }
    }

    /// <exception cref="UserError">something that decides results differs; the message names it</exception>
    private static void CheckSame(RunFolder folder, Manifest before, Manifest now)
    {
        var differences = Differences("", Comparable(before), Comparable(now)).ToArray();
        if (differences.Length > 0)
            throw new UserError($"{folder.Path} holds another run: {string.Join("; ", differences)}. Name a new folder with --out, or run what it holds");
    }

    // When and by which words it was started, and the kernel's build, decide nothing; a plugin decides its own cases alone, whose keys name it.
    private static JsonNode? Comparable(Manifest manifest) =>
        JsonNode.Parse(JsonText.LineOf(manifest with { Started = "", CommandLine = "", Plugins = null, Machine = manifest.Machine with { Os = "" } }));

    private static IEnumerable<string> Differences(string name, JsonNode? before, JsonNode? now)
    {
        if (before is not JsonObject first || now is not JsonObject second)
            return JsonNode.DeepEquals(before, now) ? [] : [$"{name} was {Told(before)} and is {Told(now)}"];
        return first.Select(pair => pair.Key).Union(second.Select(pair => pair.Key), StringComparer.Ordinal)
            .SelectMany(key => Differences(name.Length == 0 ? key : $"{name}.{key}", first[key], second[key]));

        // Text as it is, not as JSON escapes it.
        static string Told(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? $"\"{text}\"" : node?.ToJsonString() ?? "null";
    }
}
