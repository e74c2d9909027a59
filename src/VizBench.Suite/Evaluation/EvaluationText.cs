using System.Globalization;
using System.Text;

namespace VizBench.Suite;

/// <summary>Evaluations as text: a column's mean with its bootstrap 95 % interval.</summary>
internal static class EvaluationText
{
    /// <summary>A table for each network: of the columns those that some of its methods fill.</summary>
    /// <param name="cellsOf">a column's texts, one for each of a network's rows</param>
    internal static void AppendTables(
        StringBuilder text, IReadOnlyList<AttributionEvaluation> evaluations, IReadOnlyList<EvaluationGap> gaps, IEnumerable<EvaluationColumn> columns,
        Func<EvaluationColumn, AttributionEvaluation[], IReadOnlyList<string>> cellsOf)
    {
        foreach (var network in evaluations.Select(evaluation => evaluation.Network).Concat(gaps.Select(gap => gap.Network)).Distinct(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {network}\n\n");
            EvaluationGap[] own = [.. gaps.Where(gap => string.Equals(gap.Network, network, StringComparison.Ordinal))];
            AppendTable(text, [.. evaluations.Where(evaluation => string.Equals(evaluation.Network, network, StringComparison.Ordinal))], own, columns, cellsOf);
            EvaluationGap.AppendReasons(text, own);
        }
    }

    /// <summary>One network's table, its gaps last.</summary>
    internal static void AppendTable(
        StringBuilder text, AttributionEvaluation[] rows, EvaluationGap[] gaps, IEnumerable<EvaluationColumn> columns, Func<EvaluationColumn, AttributionEvaluation[], IReadOnlyList<string>> cellsOf)
    {
        EvaluationColumn[] filled = [.. columns.Where(column => rows.Any(row => row.Of(column).Length > 0))];
        var cells = filled.Select(column => cellsOf(column, rows)).ToArray();
        MarkdownTable.Append(
            text, ["method", .. filled.Select(column => column.Heading)],
            rows.Select((row, r) => (IReadOnlyList<string>)[row.Method, .. cells.Select(column => column[r])])
                .Concat(gaps.Select(gap => (IReadOnlyList<string>)[gap.Method + EvaluationGap.Mark, .. cells.Select(_ => EvaluationGap.Mark)])), numbers: true);
        text.Append('\n');
    }

    /// <summary>One column of all networks: a row for each method, a column for each network; "–" where it doesn't apply, † where there is a gap.</summary>
    internal static void AppendSideBySide(StringBuilder text, IReadOnlyList<AttributionEvaluation> evaluations, IReadOnlyList<EvaluationGap> gaps, EvaluationColumn column)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {column.Heading}, network by network\n\n");
        AppendByNetwork(text, evaluations, gaps, row => Of(row, column));
        text.Append('\n');
    }

    /// <summary>A row for each method, a column for each network; † where there is a gap, "–" where the method was not evaluated.</summary>
    internal static void AppendByNetwork(StringBuilder text, IReadOnlyList<AttributionEvaluation> evaluations, IReadOnlyList<EvaluationGap> gaps, Func<AttributionEvaluation, string> cellOf)
    {
        string[] networks = [.. evaluations.Select(evaluation => evaluation.Network).Concat(gaps.Select(gap => gap.Network)).Distinct(StringComparer.Ordinal)];
        var methods = evaluations.Select(evaluation => evaluation.Method).Concat(gaps.Select(gap => gap.Method)).Distinct(StringComparer.Ordinal);
        var rows = evaluations.ToDictionary(evaluation => (evaluation.Network, evaluation.Method));
        MarkdownTable.Append(
            text, ["method", .. networks],
            methods.Select(method => (IReadOnlyList<string>)
            [
                method,
                .. networks.Select(network => rows.TryGetValue((network, method), out var row) ? cellOf(row) : gaps.Any(gap => (gap.Network, gap.Method) == (network, method)) ? EvaluationGap.Mark : "–"),
            ]), numbers: true);
    }

    /// <summary>"–" where the column doesn't apply.</summary>
    internal static string Of(AttributionEvaluation evaluation, EvaluationColumn column)
    {
        if (evaluation.Of(column) is not { Length: > 0 } values)
            return "–";
        var interval = IntervalOf(evaluation, column, values);
        return $"{Number(interval.Mean)} [{Number(interval.Low)}, {Number(interval.High)}]";
    }

    /// <summary>A line for each network, method and column: mean, interval, number of values.</summary>
    /// <param name="counted">the heading of that number</param>
    internal static string Csv(IEnumerable<AttributionEvaluation> evaluations, IReadOnlyList<EvaluationColumn> columns, string counted)
    {
        var text = new StringBuilder();
        CsvTable.AppendRow(text, "network", "method", "column", "mean", "low", "high", counted);
        foreach (var evaluation in evaluations)
        {
            foreach (var column in columns)
            {
                if (evaluation.Of(column) is not { Length: > 0 } values)
                    continue;
                var interval = IntervalOf(evaluation, column, values);
                CsvTable.AppendRow(text, evaluation.Network, evaluation.Method, column.Id, interval.Mean, interval.Low, interval.High, interval.Count);
            }
        }

        return text.ToString();
    }

    private static MeanInterval IntervalOf(AttributionEvaluation evaluation, EvaluationColumn column, double[] values) =>
        Bootstrap.Of(values, $"{evaluation.Network} {evaluation.Method} {column.Id}");

    private static string Number(double value) => Math.Abs(value) is >= 0.001 or 0 ? value.ToString("0.000", CultureInfo.InvariantCulture) : value.ToString("0e+0", CultureInfo.InvariantCulture);
}
