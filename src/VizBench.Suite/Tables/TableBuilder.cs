using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>Makes a table of one or more sources: rows, means, comparisons, gaps, notes and footer.</summary>
internal sealed class TableBuilder
{
    private readonly TableSettings _settings;
    private readonly IReadOnlyList<TableSource> _sources;
    private readonly TableFactor[] _keys;
    private readonly TableFactor[] _pairedBy;
    private readonly TableValue[] _values;
    private readonly FailedCase[] _failures;
    private readonly HashSet<(string Network, string Method, string Metric)> _sameWithEverySeed;

    // What the notes must tell of the cells.
    private readonly HashSet<string> _countedOnce = new(StringComparer.Ordinal);
    private bool _hasRelatedValues;
    private bool _hasTests;

    private TableBuilder(IReadOnlyList<TableSource> sources, TableSettings settings)
    {
        (_sources, _settings) = (sources, settings);
        var inRows = sources.Count > 1 && settings.Runs == RunLayout.Rows;
        TableFactor[] by = [.. (settings.By ?? DefaultOf(sources)).Where(factor => factor != TableFactor.Run).Distinct()];
        TableFactor[] told = [.. SettingsToTell().Except(by), .. by];
        _keys = inRows || told.Length == 0 ? [TableFactor.Run, .. told] : told;
        // A layer is not what values are paired by: methods look at layers of their own.
        _pairedBy = [.. new[] { TableFactor.Network, TableFactor.Method, TableFactor.Input }.Where(factor => !_keys.Contains(factor))];
        _values = Chosen([.. sources.SelectMany(source => source.Measurements)], settings.Metrics);
        _failures = [.. sources.SelectMany(source => source.Failures)];
        _sameWithEverySeed = [.. _values.GroupBy(m => (m.Network, m.Method, m.Metric)).Where(IsSameWithEverySeed).Select(group => group.Key)];
    }

    private static IReadOnlyList<TableFactor> DefaultOf(IReadOnlyList<TableSource> sources) =>
        sources.All(source => source.IsDissection) ? [TableFactor.Network, TableFactor.Layer] : [TableFactor.Method];

    /// <summary>Dissections of one layer by other settings, or on other images, are never averaged: what they differ in is part of every row, asked for or not.</summary>
    private IEnumerable<TableFactor> SettingsToTell()
    {
        var inColumns = _settings.Runs == RunLayout.Columns;
        var dissections = _sources.Where(source => source.IsDissection).SelectMany(source => source.Measurements).Where(m => string.Equals(m.Section, TableMetric.Dissection, StringComparison.Ordinal))
            .GroupBy(m => (m.Network, m.Layer, Run: inColumns ? m.Run : "")).ToArray();
        return new[] { TableFactor.Method, TableFactor.Input }.Where(factor => dissections.Any(layer => layer.Select(m => m.Of(factor)).Distinct(StringComparer.Ordinal).Skip(1).Any()));
    }

    /// <exception cref="UserError">no metric matches, or runs that can't stand in one table</exception>
    internal static ResultTable Of(IReadOnlyList<TableSource> sources, TableSettings settings)
    {
        SourceChecks.Check(sources, settings);
        return new TableBuilder(sources, settings).Built();
    }

    /// <exception cref="UserError">no metric matches</exception>
    private static TableValue[] Chosen(TableValue[] all, string? pattern)
    {
        TableValue[] chosen = pattern is null ? [.. all.Where(IsDefault)] : [.. all.Where(m => Glob.Matches(pattern, m.Metric))];
        if (chosen.Length > 0)
            return chosen;
        string[] there = [.. all.Select(m => m.Metric).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        throw new UserError($"--metric: none of the metrics matches '{pattern}'{NearestNames.Suggestion(pattern ?? "", there)}; there are {string.Join(", ", there)}");
    }

    private static bool IsDefault(TableValue measurement) => measurement.Section switch
    {
        TableMetric.ByMethods => false,
        _ => TableMetric.Of(measurement.Metric, ofMap: false).IsRegistered,
    };

    /// <summary>Whether there are several seeds, and at every input the same value with each: the method draws nothing at random, or nothing that the metric shows.</summary>
    private static bool IsSameWithEverySeed(IEnumerable<TableValue> values)
    {
        var inputs = values.GroupBy(m => m.Input, StringComparer.Ordinal).Select(input => input.GroupBy(m => m.Seed).Select(seed => seed.Average(m => m.Value)).ToArray()).ToArray();
        return inputs.Any(seeds => seeds.Length > 1) && inputs.All(seeds => seeds.Distinct().Count() == 1);
    }

    private ResultTable Built()
    {
        var sections = _values.Where(m => !IsSeconds(m) || _settings.Metrics is not null || !HasMethods).GroupBy(m => m.Section, StringComparer.Ordinal)
            .OrderBy(group => TableMetric.OrderOf(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => SectionOf(group.Key, [.. group])).ToArray();
        return new ResultTable
        {
            Settings = _settings,
            Keys = _keys,
            Sections = sections,
            Methods = HasMethods ? [.. MethodRows()] : [],
            MethodNotes = HasMethods ? [.. MethodNotes()] : [],
            Failures = _failures,
            Notes = [.. Notes()],
            Provenance = [.. ProvenanceOf(_sources), .. _settings.CommandLine.Length > 0 ? [new TableFact("this table", _settings.CommandLine) { IsCommand = true }] : Array.Empty<TableFact>()],
            Values = _values,
        };
    }

    private bool HasMethods => _keys.Contains(TableFactor.Method);

    private static bool IsSeconds(TableValue measurement) => string.Equals(measurement.Metric, TableMetric.Seconds, StringComparison.Ordinal);

    private string RunOf(TableValue measurement) => _settings.Runs == RunLayout.Columns && _sources.Count > 1 ? measurement.Run : "";

    private string KeyOf(Func<TableFactor, string> factorOf) => string.Join('\n', _keys.Select(factorOf));

    private TableSection SectionOf(string title, IReadOnlyList<TableValue> values)
    {
        var columns = values.Select(m => (m.Metric, Run: RunOf(m))).Distinct().Select(column =>
        {
            var metric = TableMetric.Of(column.Metric, ofMap: false);
            return new TableColumn(column.Metric, column.Run, column.Run.Length > 0 ? $"{metric.Heading} ({column.Run})" : metric.Heading, metric.Direction);
        }).ToArray();
        string[] rows = [.. values.Select(m => KeyOf(m.Of)).Concat(_failures.Where(f => string.Equals(f.Section, title, StringComparison.Ordinal)).Select(f => KeyOf(f.Of))).Distinct(StringComparer.Ordinal)];
        var samples = values.ToLookup(m => (KeyOf(m.Of), m.Metric, RunOf(m)));
        var cells = new TableCell[rows.Length, columns.Length];
        var comparisons = new List<(TableColumn Column, PairedComparison Comparison)>();
        for (var c = 0; c < columns.Length; c++)
        {
            var column = columns[c];
            var paired = rows.Select(row => SampleOf([.. samples[(row, column.Metric, column.Run)]])).ToArray();
            // Images of the dataset stand beside the pictures that methods make, not in competition with them.
            var comparison = PairedComparison.Of(column.Direction, [.. paired.Select((sample, r) => IsControl(rows[r]) ? RowSample.None : sample)]);
            comparisons.Add((column, comparison));
            _hasTests |= comparison.Pairs.Any(count => count > 0);
            for (var r = 0; r < rows.Length; r++)
                cells[r, c] = new TableCell(paired[r].IsEmpty ? null : Bootstrap.Of(paired[r].Values, $"{rows[r]} {column.Run} {column.Metric}"), comparison.Standings[r]);
        }

        return new TableSection(title, columns, [.. rows.Select((row, r) => RowOf(row, [.. columns.Select((_, c) => cells[r, c])]))], ComparisonNotes.Of(comparisons, rows.Select(row => row.Replace("\n", ", ", StringComparison.Ordinal)).ToArray(), Unit));
    }

    private bool IsControl(string key) => HasMethods && string.Equals(key.Split('\n')[Array.IndexOf(_keys, TableFactor.Method)], ImageEvaluator.OfImages, StringComparison.Ordinal);

    private TableRow RowOf(string key, TableCell[] cells)
    {
        var counts = cells.Select(cell => cell.Value?.Count ?? 0).Where(count => count > 0).GroupBy(count => count).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key);
        return new TableRow(key.Split('\n'), counts.FirstOrDefault()?.Key ?? 0, _failures.Count(f => string.Equals(KeyOf(f.Of), key, StringComparison.Ordinal)), cells);
    }

    private RowSample SampleOf(TableValue[] values)
    {
        // With one seed there is nothing to count once, and pairs are of that seed.
        var seeds = values.GroupBy(m => (m.Network, m.Method)).ToDictionary(group => group.Key, group => group.Select(m => m.Seed).Distinct().Count());
        bool IsSame(TableValue m) => seeds[(m.Network, m.Method)] > 1 && _sameWithEverySeed.Contains((m.Network, m.Method, m.Metric));
        _countedOnce.UnionWith(values.Where(IsSame).Select(m => m.Method));
        // All of a cell or nothing: what counts once would weigh less beside what counts with every seed.
        var once = values.Any(IsSame);
        _hasRelatedValues |= values.GroupBy(m => (m.Method, m.Input)).Any(alike => alike.Select(m => (m.Network, once ? (long?)null : m.Seed)).Distinct().Skip(1).Any());
        return RowSample.Of(values, _pairedBy, once);
    }

    /// <summary>What a cell's values are of, in words.</summary>
    private string Unit => _pairedBy.Length == 0 ? "seed" : $"{string.Join(", ", _pairedBy.Select(ResultTable.NameOf))} and seed";

    private IEnumerable<MethodRow> MethodRows()
    {
        var apart = _keys.Contains(TableFactor.Run) || (_settings.Runs == RunLayout.Columns && _sources.Count > 1);
        foreach (var source in apart ? _sources.Select(source => new[] { source }) : [[.. _sources]])
        {
            foreach (var (label, id) in source.SelectMany(s => s.MethodIds).DistinctBy(pair => pair.Key, StringComparer.Ordinal))
            {
                var own = source.SelectMany(s => s.Measurements).Where(m => string.Equals(m.Method, label, StringComparison.Ordinal)).ToArray();
                if (own.Length == 0)
                    continue;
                double[] seconds = [.. own.Where(IsSeconds).Select(m => m.Value)];
                var axes = AxesOf(id) ?? new SurveyAxes("–", "–", "–", "–");
                var failed = source.SelectMany(s => s.Failures).Count(f => string.Equals(f.Method, label, StringComparison.Ordinal));
                yield return new MethodRow(
                    apart ? source[0].Name : "", label, axes.Goal, axes.Algorithm, axes.Requires, axes.Shows, own.Where(m => !IsSeconds(m) || seconds.Length == own.Length).Select(m => (m.Run, m.Network, m.Layer, m.Input, m.Seed)).Distinct().Count(), failed,
                    seconds.Length > 0 ? Bootstrap.Of(seconds, $"{source[0].Name} {label} seconds") : null);
            }
        }
    }

    /// <summary>Null: the method is a plugin's, which do not state them.</summary>
    private static SurveyAxes? AxesOf(string id) => MethodRegistry.All.FirstOrDefault(info => string.Equals(info.Id, id, StringComparison.Ordinal)) is { } info ? SurveyAxes.Of(info) : null;

    private IEnumerable<string> MethodNotes()
    {
        string[] unknown = [.. _sources.SelectMany(source => source.MethodIds).Where(pair => AxesOf(pair.Value) is null).Select(pair => pair.Key).Distinct(StringComparer.Ordinal)];
        if (unknown.Length > 0)
            yield return $"–: {ComparisonNotes.Named(unknown)} {(unknown.Length == 1 ? "is not a method" : "are not methods")} of VizBench itself, and plugins do not state their methods' goal, algorithm, requirements and result.";
    }

    private IEnumerable<string> Notes()
    {
        yield return $"A cell is a mean with its 95 % bootstrap interval (percentile, 2,000 resamples); its sample is one value for each {Unit}.";
        if (_countedOnce.Count > 0)
            yield return $"Values that are the same with every seed count once: {ComparisonNotes.Named(_countedOnce)}. A cell that has some is made of means over the seeds, and is compared with such means.";
        if (_hasRelatedValues)
            yield return $"Values of one input on several networks or with several seeds count as independent here. They are not quite, so that intervals{(_hasTests ? " and tests" : "")} are too confident rather than too careful.";
        if (_failures.Length > 0)
            yield return $"† marks gaps: {Counted.Of(_failures.Length, "case")} failed and {(_failures.Length == 1 ? "is" : "are")} missing from the means ({FailedBy()}). The first: {_failures[0].Id}: {_failures[0].Error}";
        if (HasMethods && _values.Any(m => string.Equals(m.Method, ImageEvaluator.OfImages, StringComparison.Ordinal)))
            yield return $"The row \"{ImageEvaluator.OfImages}\" is a control: it is neither best nor compared.";
        foreach (var source in _sources.Where(source => source.Missing > 0))
            yield return $"{source.Name} was stopped: {Counted.Of(source.Missing, "case")} of it {(source.Missing == 1 ? "was" : "were")} not computed.";
    }

    private string FailedBy() => string.Join(", ", _failures.GroupBy(f => KeyOf(f.Of), StringComparer.Ordinal).Select(group => $"{group.Key.Replace("\n", " ", StringComparison.Ordinal)}: {group.Count()}"));

    /// <summary>What all sources agree in is said once; what only some have, of these: a dissection has no seeds of its own, and a run no thresholds.</summary>
    private static TableFact[] ProvenanceOf(IReadOnlyList<TableSource> sources)
    {
        var names = sources.SelectMany(source => source.Facts.Select(fact => fact.Name)).Distinct(StringComparer.Ordinal);
        return [.. names.SelectMany(name =>
        {
            var facts = sources.SelectMany(source => source.Facts.Where(fact => string.Equals(fact.Name, name, StringComparison.Ordinal)).Select(fact => (Source: source.Name, Fact: fact))).ToArray();
            return facts.Length == sources.Count && facts.Select(entry => entry.Fact).Distinct().Count() == 1 ? [facts[0].Fact] : facts.Select(entry => entry.Fact with { Name = $"{name}, {entry.Source}" });
        })];
    }
}
