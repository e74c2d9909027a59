namespace VizBench.Suite;

/// <summary>
/// A chart as data: what is drawn, not how. <see cref="ChartWriter"/> makes an SVG or a PNG of it. Positions (methods, layers,
/// frequencies) run along the horizontal axis and values along the vertical one; in <see cref="ChartKind.Dots"/> the positions
/// run down the left side, where long names have room, and the values along the bottom.
/// </summary>
/// <param name="Title">above the chart; long ones are broken into lines</param>
/// <param name="Positions">the axis of the points' positions</param>
/// <param name="Values">the axis of the points' values</param>
/// <param name="Series">at least one; each has its own color and marker, lines their own dashes, and a row in the legend where
/// there are several</param>
public sealed record Chart(string Title, ChartKind Kind, ChartAxis Positions, ChartAxis Values, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Lines across the chart at one value, for example what chance would reach; named in the legend.</summary>
    public IReadOnlyList<ChartReference> References { get; init; } = [];

    /// <summary>Whether the bars of a position stand on each other, the first series lowest, rather than side by side; for values from 0 without intervals.</summary>
    public bool Stacked { get; init; }

    /// <summary>In pixels at the screen's usual scale; the PNG has twice as many.</summary>
    public int Width { get; init; } = 760;

    /// <summary>In pixels; null: what the kind and the number of positions need.</summary>
    public int? Height { get; init; }
}

/// <summary>How a chart shows its series.</summary>
public enum ChartKind
{
    /// <summary>Vertical bars from zero with intervals; several series stand side by side in groups.</summary>
    Bars,

    /// <summary>Curves with bands for the intervals.</summary>
    Lines,

    /// <summary>Dots with whiskers, one row for each position.</summary>
    Dots,
}

/// <summary>One axis.</summary>
/// <param name="Label">the quantity and its unit</param>
public sealed record ChartAxis(string Label)
{
    /// <summary>Names of the positions 0, 1, …; null: the axis shows numbers. Bars and dots need them at their positions.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>To base 10. Numbers that aren't positive can't be shown and leave gaps; bounds that aren't end at the axis.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Whether its numbers are counts, which have no ticks between whole numbers.</summary>
    public bool Counts { get; init; }

    /// <summary>Where the axis begins; null: at the data.</summary>
    public double? From { get; init; }

    /// <summary>Where the axis ends; null: at the data.</summary>
    public double? To { get; init; }
}

/// <summary>Points that belong together.</summary>
/// <param name="Name">in the legend</param>
/// <param name="Points">in the order in which a curve joins them</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>The number of its color, marker and dashes, counted from 0; null: its place among the chart's series.</summary>
    public int? Style { get; init; }

    /// <summary>Values at the positions 0, 1, …, without intervals.</summary>
    public static ChartSeries Of(string name, IEnumerable<double> values) => new(name, [.. values.Select((value, i) => new ChartPoint(i, value))]);
}

/// <summary>A value with its interval.</summary>
/// <param name="Position">the number of the category, or a number on the axis</param>
/// <param name="Value">one that isn't finite leaves a gap</param>
/// <param name="Low">the interval's lower end; null: no interval</param>
/// <param name="High">the interval's upper end; null: no interval</param>
public readonly record struct ChartPoint(double Position, double Value, double? Low = null, double? High = null);

/// <summary>A value to compare with.</summary>
public sealed record ChartReference(double Value, string Label);
