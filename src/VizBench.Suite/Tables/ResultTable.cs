using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>What the rows of a table can be.</summary>
public enum TableFactor
{
    Run,
    Method,
    Network,
    Layer,
    Input,
}

/// <summary>How several runs stand in one table.</summary>
public enum RunLayout
{
    /// <summary>A row of its own for each run.</summary>
    Rows,

    /// <summary>A column of its own for each run.</summary>
    Columns,

    /// <summary>Together, as one run: other seeds, say.</summary>
    Pooled,
}

/// <summary>What a table is to show.</summary>
public sealed record TableSettings
{
    /// <summary>What a row is; the numbers of what is not named here are averaged. Null: a method, or where all sources are dissections a layer of a network.</summary>
    public IReadOnlyList<TableFactor>? By { get; init; }

    /// <summary>Which metrics, as shell patterns over their ids; null: the registered ones that have values.</summary>
    public string? Metrics { get; init; }

    public RunLayout Runs { get; init; }

    /// <summary>The heading.</summary>
    public string Title { get; init; } = "Results";

    /// <summary>Begins the names by which LaTeX refers to the tables.</summary>
    public string Label { get; init; } = "vizbench";

    /// <summary>How the table was asked for, for its footer; "": not said.</summary>
    public string CommandLine { get; init; } = "";
}

/// <summary>How a cell compares with the best of its column.</summary>
internal enum CellStanding
{
    /// <summary>Not shown to be worse; or neither end of the metric is better.</summary>
    None,

    Best,

    /// <summary>Significantly worse than the best.</summary>
    Worse,

    /// <summary>There are no pairs to compare it with the best.</summary>
    Unpaired,
}

/// <summary>The table, ready to be written in any form.</summary>
internal sealed record ResultTable
{
    public required TableSettings Settings { get; init; }

    /// <summary>What a row is, in words: with several runs in rows, the run first.</summary>
    public required IReadOnlyList<TableFactor> Keys { get; init; }

    public required IReadOnlyList<TableSection> Sections { get; init; }

    /// <summary>Goal, algorithm and cost of each method; empty where rows are no methods.</summary>
    public required IReadOnlyList<MethodRow> Methods { get; init; }

    /// <summary>What the methods' table lacks.</summary>
    public IReadOnlyList<string> MethodNotes { get; init; } = [];

    public required IReadOnlyList<FailedCase> Failures { get; init; }

    /// <summary>What holds for the whole table.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Where the numbers come from: a fact that is the same of all runs once, any other by run.</summary>
    public required IReadOnlyList<TableFact> Provenance { get; init; }

    /// <summary>Every number that the cells are made of.</summary>
    public required IReadOnlyList<TableValue> Values { get; init; }

    /// <summary>In headings.</summary>
    internal static string NameOf(TableFactor factor) => factor.ToString().ToLowerInvariant();
}

/// <summary>The metrics of one kind.</summary>
/// <param name="Notes">how to read the marks of this part</param>
internal sealed record TableSection(string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows, IReadOnlyList<string> Notes);

/// <param name="Run">whose numbers these are, where runs stand in columns; else ""</param>
/// <param name="Heading">the metric's id with the arrow of its better end, and the run</param>
internal sealed record TableColumn(string Metric, string Run, string Heading, MetricDirection Direction);

/// <param name="Keys">the row's names</param>
/// <param name="Count">of the values that most of its cells are means of</param>
/// <param name="Failed">cases that could not be computed</param>
internal sealed record TableRow(IReadOnlyList<string> Keys, int Count, int Failed, IReadOnlyList<TableCell> Cells);

/// <param name="Value">null: the metric doesn't apply, or no case was computed</param>
internal sealed record TableCell(MeanInterval? Value, CellStanding Standing);

/// <summary>What a survey says of a method, and what it costs here.</summary>
/// <param name="Run">"" where runs are not told apart by rows</param>
/// <param name="Seconds">of a case; null where they were not measured</param>
internal sealed record MethodRow(string Run, string Method, string Goal, string Algorithm, string Requires, string Shows, int Cases, int Failed, MeanInterval? Seconds);
