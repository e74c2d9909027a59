using System.Globalization;

namespace VizBench.Suite;

/// <summary>
/// Numbers of one column: all with the same decimals, so that they stand below one another, or, where they span orders of magnitude, each
/// with three significant digits.
/// </summary>
internal sealed class ColumnFormat
{
    private const double SmallestFixed = 1e-3;
    private const double LargestFixed = 1e6;
    private const double WidestAligned = 20;

    private readonly string? _format;

    /// <param name="means">of the column's cells; three significant digits of the largest decide</param>
    /// <param name="counts">whether all numbers are whole, and shown as they are</param>
    internal ColumnFormat(IEnumerable<double> means, bool counts = false)
    {
        if (counts)
        {
            _format = "0";
            return;
        }

        double[] magnitudes = [.. means.Select(Math.Abs).Where(value => double.IsFinite(value) && value > 0)];
        if (magnitudes.Length == 0 || magnitudes.Max() <= WidestAligned * magnitudes.Min())
            _format = FormatOf(magnitudes.DefaultIfEmpty(0).Max());
    }

    internal static ColumnFormat Of(TableSection section, int column)
    {
        MeanInterval[] values = [.. section.Rows.Select(row => row.Cells[column].Value).OfType<MeanInterval>()];
        return new ColumnFormat(values.Select(value => value.Mean), values.All(value => IsCount(value.Mean) && IsCount(value.Low) && IsCount(value.High)));
    }

    private static bool IsCount(double value) => Math.Abs(value) < LargestFixed && Math.Floor(value) == value;

    /// <param name="cell">the mean of the value's cell, whose decimals the ends of its interval take; null: the value is the mean</param>
    internal string Of(double value, double? cell = null) => MinusSign.In(value.ToString(_format ?? FormatOf(Math.Abs(cell ?? value)), CultureInfo.InvariantCulture));

    /// <summary>A mean's interval.</summary>
    internal string Of(MeanInterval interval) => $"[{Of(interval.Low, interval.Mean)}, {Of(interval.High, interval.Mean)}]";

    private static string FormatOf(double magnitude) => magnitude switch
    {
        0 => "0",
        < SmallestFixed or >= LargestFixed => "0.00e-0",
        // 0.9997 has as many decimals as the 1.00 that it is rounded to.
        _ => Math.Max(0, 2 - (int)Math.Floor(Math.Log10(double.Parse(magnitude.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)))) is var decimals and > 0
            ? "0." + new string('0', decimals)
            : "0",
    };
}

/// <summary>What a cell says, before a form dresses it.</summary>
/// <param name="Mean">"–" where the metric doesn't apply, † where every case failed</param>
/// <param name="Interval">"[low, high]", or "" where there is one value or none</param>
/// <param name="Remark">"n = 7" where the mean is over fewer or more values than most of the row's, or ""</param>
/// <param name="Mark">°, ‡ or ""</param>
internal sealed record CellText(string Mean, string Interval, string Remark, string Mark, bool IsBest)
{
    internal const string None = "–";
    internal const string Gap = EvaluationGap.Mark;

    internal static CellText Of(TableRow row, int column, ColumnFormat format)
    {
        var cell = row.Cells[column];
        if (cell.Value is not { } value)
            return new CellText(row.Failed > 0 && row.Count == 0 ? Gap : None, "", "", "", false);
        return new CellText(
            format.Of(value.Mean),
            value.Count > 1 ? format.Of(value) : "",
            value.Count != row.Count ? FormattableString.Invariant($"n = {value.Count}") : "",
            cell.Standing switch { CellStanding.Worse => "°", CellStanding.Unpaired => "‡", _ => "" },
            cell.Standing == CellStanding.Best);
    }

    /// <summary>The last of a row's names with the mark of its gaps.</summary>
    internal static IReadOnlyList<string> KeysOf(TableRow row) => row.Failed == 0 ? [.. row.Keys.Select(Shown)] : [.. row.Keys.SkipLast(1).Select(Shown), Shown(row.Keys[^1]) + Gap];

    internal static string CountOf(TableRow row) => row.Count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Seconds of a case with three significant digits.</summary>
    internal static string Seconds(MeanInterval? seconds)
    {
        if (seconds is null)
            return None;
        var format = new ColumnFormat([seconds.Mean]);
        return seconds.Count > 1 ? $"{format.Of(seconds.Mean)} {format.Of(seconds)}" : format.Of(seconds.Mean);
    }

    private static string Shown(string key) => key.Length == 0 ? None : key;
}
