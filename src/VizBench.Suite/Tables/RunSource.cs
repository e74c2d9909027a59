using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A run's folder as numbers for a table.</summary>
internal static class RunSource
{
    /// <param name="path">as given, for messages</param>
    /// <param name="name">the run's in tables</param>
    /// <exception cref="UserError">not a run's folder, one that is being written, without a computed case, or damaged</exception>
    internal static TableSource Read(string path, string name)
    {
        var folder = RunFolder.Open(path);
        if (folder.IsHeld)
            throw new UserError($"{path}: the run is still being written; wait for its end, or stop it");
        if (!File.Exists(folder.Journal))
            throw new UserError($"{path}: the run has no finished case; go on with it by vizbench run … --out {path} --resume");
        var content = RunContent.Read(folder);
        if (content.Done.Count == 0)
            throw new UserError($"{path}: the run has no computed case{(content.Entries.Count > 0 ? $" ({content.Entries.Count} failed, the first by: {content.Entries[0].Error})" : "")}; run it again with --resume");
        var seconds = content.Entries.GroupBy(e => e.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Seconds, StringComparer.Ordinal);
        // A hand-joined journal may name a case twice; it is one case.
        var done = content.Done.DistinctBy(facts => facts.Id, StringComparer.Ordinal).ToArray();
        // A plugin's method is what the method is that it computes too.
        var ids = done.Select(facts => (Label: LabelOf(facts), Method: facts.SameAs?.Method ?? facts.Method)).DistinctBy(pair => pair.Label, StringComparer.Ordinal).ToDictionary(pair => pair.Label, pair => pair.Method, StringComparer.Ordinal);
        return new TableSource(name, [.. done.SelectMany(facts => MeasurementsOf(facts, name, seconds[facts.Id]))])
        {
            Failures = FailuresOf(content, name, done),
            Missing = Math.Max(0, content.Manifest.Cases - content.Entries.Select(e => e.Id).Distinct(StringComparer.Ordinal).Count()),
            Cases = [.. done.Select(IdentityOf)],
            Facts = FactsOf(content.Manifest, done),
            MethodIds = ids,
            LayerFigures = LayerSums.Of(name, done),
            Chance = ReportBuilder.ChanceIouOf(content) is { } chance ? new Dictionary<string, double>(StringComparer.Ordinal) { [ReportChart.Metric] = chance } : [],
            Run = content,
        };
    }

    /// <summary>The image; of a picture made from nothing what it was made for.</summary>
    internal static string InputOf(CaseFacts facts)
    {
        if (!IsBlank(facts))
            return facts.Input;
        var made = facts.TargetName ?? (facts.Target is { } target ? $"class {target}" : null);
        return string.Join(' ', new[] { made, facts.Layer, facts.Units.Count > 0 ? $"unit {string.Join(' ', facts.Units)}" : null }.Where(part => part is not null)) is { Length: > 0 } what ? what : facts.Input;
    }

    /// <summary>The method's label; of a picture made from nothing without what it was made for, which stands for its input.</summary>
    internal static string LabelOf(CaseFacts facts)
    {
        if (!IsBlank(facts))
            return facts.Label;
        string[] made = [facts.Layer is { } layer ? $" @{layer}" : "", facts.Units.Count > 0 ? $" unit {string.Join(' ', facts.Units)}" : "", facts.Target is { } target ? $" target {target}" : ""];
        return facts.Label.EndsWith(string.Concat(made), StringComparison.Ordinal) ? facts.Label[..^string.Concat(made).Length] : facts.Label;
    }

    private static bool IsBlank(CaseFacts facts) => facts.Input.StartsWith("blank", StringComparison.Ordinal);

    private static IEnumerable<TableValue> MeasurementsOf(CaseFacts facts, string run, double seconds)
    {
        var ofMap = facts.ResultKind.IsAttribution();
        return facts.Metrics.Concat(facts.Scalars.Where(scalar => !facts.Metrics.ContainsKey(scalar.Key))).Append(new(TableMetric.Seconds, seconds))
            .Where(number => double.IsFinite(number.Value))
            .Select(number => new TableValue(
                run, facts.Network, LabelOf(facts), facts.Layer ?? "", InputOf(facts), facts.Seed, number.Key,
                // "probability" of logits is not that of a picture made for a class.
                facts.ResultKind == ResultKind.Activations && number.Key is not TableMetric.Seconds ? TableMetric.ByMethods : TableMetric.Of(number.Key, ofMap).Section, number.Value));
    }

    /// <summary>Only a case's id tells what a failed one was: computed cases that differ from it in the input alone are of its method.</summary>
    private static FailedCase[] FailuresOf(RunContent content, string run, IReadOnlyList<CaseFacts> done)
    {
        var computed = new HashSet<string>(done.Select(facts => facts.Id), StringComparer.Ordinal);
        var kin = done.GroupBy(facts => WithoutInput(facts.Id), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var inputs = done.GroupBy(facts => facts.InputId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Input, StringComparer.Ordinal);
        return [.. content.Entries.Where(entry => entry.Error is not null && !computed.Contains(entry.Id)).DistinctBy(entry => entry.Id, StringComparer.Ordinal).Select(entry =>
        {
            var parts = entry.Id.Split('.');
            var input = inputs.GetValueOrDefault(parts[Math.Min(2, parts.Length - 1)], parts[^1]);
            if (kin.TryGetValue(WithoutInput(entry.Id), out var facts))
                return new FailedCase(run, entry.Id, facts.Network, LabelOf(facts), facts.Layer ?? "", IsBlank(facts) ? InputOf(facts) : input, "", entry.Error!);
            var network = content.Manifest.Networks.FirstOrDefault(network => string.Equals(Slug.Of(network.Name), parts[0], StringComparison.Ordinal))?.Name ?? parts[0];
            var info = MethodRegistry.All.FirstOrDefault(info => parts.Length > 1 && string.Equals(Slug.Of(info.Id), parts[1], StringComparison.Ordinal));
            var method = string.Join(' ', parts.Skip(3).Prepend(info?.Id ?? (parts.Length > 1 ? parts[1] : parts[0])));
            return new FailedCase(run, entry.Id, network, method, "", input, info is null ? TableMetric.AgainstMask : TableMetric.SectionOf(info.Description.Result), entry.Error!);
        })];
    }

    private static string WithoutInput(string id)
    {
        var parts = id.Split('.');
        return string.Join('.', parts.Where((_, place) => place != 2));
    }

    private static CaseIdentity IdentityOf(CaseFacts facts)
    {
        var decisive = facts.Options.ToDictionary(option => $"option {option.Key}", option => option.Value, StringComparer.Ordinal);
        (decisive["method"], decisive["layer"], decisive["units"]) = (facts.Method, facts.Layer ?? "none", string.Join(' ', facts.Units));
        (decisive["input"], decisive["the input's pixels (SHA-256)"]) = (facts.Input, facts.InputSha256);
        foreach (var role in facts.Roles ?? [])
            decisive[$"input by role {role.Key}"] = role.Value;
        return new CaseIdentity(facts.Id, facts.Seed, decisive);
    }

    private static TableFact[] FactsOf(Manifest manifest, IReadOnlyList<CaseFacts> done) =>
    [
        new("VizBench", ShortVersion(manifest.Version)),
        new("suite", manifest.Suite + (manifest.Filter is { } filter ? $", filter {filter}" : "")),
        new("networks", string.Join("; ", manifest.Networks.Select(network => $"{network.Name} {ShortHash(network.Sha256)}"))),
        .. manifest.Plugins is { Count: > 0 } plugins ? [new TableFact("plugins", string.Join("; ", plugins.Select(plugin => plugin.Text)))] : Array.Empty<TableFact>(),
        new("device", manifest.Device),
        new("precision", manifest.Precision),
        new("seeds", string.Join(", ", done.Select(facts => facts.Seed).Distinct().Order())),
        new("libtorch", $"{manifest.Engine.Version} ({manifest.Engine.Stack} stack)"),
        new("BLAS", manifest.Engine.Blas.Split('\n', 2)[0]),
        new("machine", $"{manifest.Machine.Cpu}, {Counted.Of(manifest.Engine.Threads, "thread")}"),
        manifest.CommandLine.Length > 0 ? new("command", manifest.CommandLine) { IsCommand = true } : new("command", "not recorded"),
    ];

    /// <summary>The first twelve digits, as many as tell files apart.</summary>
    internal static string ShortHash(string? hash) => hash is null ? "hash not recorded" : hash[..Math.Min(12, hash.Length)];

    /// <summary>The version with as much of the source revision.</summary>
    internal static string ShortVersion(string version) => version.Split('+', 2) is [var number, var revision] ? $"{number}+{ShortHash(revision)}" : version;
}

/// <summary>The relevance of each layer, relative to the output's, by method.</summary>
internal static class LayerSums
{
    internal static IReadOnlyList<LayerFigure> Of(string run, IReadOnlyList<CaseFacts> done) =>
    [
        .. done.Where(facts => facts.LayerSums.Count > 1 && facts.LayerSums[^1].Sum != 0).GroupBy(facts => facts.Network, StringComparer.Ordinal).Select(network =>
        {
            string[] layers = [.. network.MaxBy(facts => facts.LayerSums.Count)!.LayerSums.Select(sum => sum.Layer)];
            return new LayerFigure(
                $"layer-sums-{Slug.Of(network.Key)}", $"Relevance by layer, {network.Key}", "sum over the layer / the output's", layers,
                [.. network.GroupBy(facts => facts.Label, StringComparer.Ordinal).Select(method => SeriesOf(run, method.Key, [.. method], layers))]);
        }),
    ];

    private static ChartSeries SeriesOf(string run, string method, IReadOnlyList<CaseFacts> cases, string[] layers) => new(method,
    [
        .. layers.Select((layer, place) => (Place: place, Shares: cases.SelectMany(facts =>
            facts.LayerSums.Where(sum => string.Equals(sum.Layer, layer, StringComparison.Ordinal)).Select(sum => sum.Sum / facts.LayerSums[^1].Sum)).ToArray()))
            .Where(point => point.Shares.Length > 0).Select(point => FigurePoint.Of(point.Place, point.Shares, $"{run} {method} {layers[point.Place]}")),
    ]);
}

/// <summary>A mean with its bootstrap interval as a point of a chart.</summary>
internal static class FigurePoint
{
    internal static ChartPoint Of(double position, IReadOnlyList<double> values, string name)
    {
        var interval = Bootstrap.Of(values, name);
        return values.Count > 1 ? new ChartPoint(position, interval.Mean, interval.Low, interval.High) : new ChartPoint(position, interval.Mean);
    }
}
