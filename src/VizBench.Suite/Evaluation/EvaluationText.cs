using System.Globalization;
using System.Text;

namespace VizBench.Suite;

/// <summary>Evaluations as text: a column's mean with its bootstrap 95 % interval.</summary>
internal static class EvaluationText
{
    /// <summary>A table for each network: of the columns those that some of its methods fill.</summary>
    /// <param name="cellsOf">a column's texts, one for each of a network's rows</param>
    internal static void AppendTables(
        StringBuilder text, IEnumerable<AttributionEvaluation> evaluations, IEnumerable<EvaluationColumn> columns, Func<EvaluationColumn, AttributionEvaluation[], IReadOnlyList<string>> cellsOf)
    {
        foreach (var network in evaluations.GroupBy(evaluation => evaluation.Network, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {network.Key}\n\n");
            AppendTable(text, [.. network], columns, cellsOf);
        }
    }

    /// <summary>One network's table.</summary>
    internal static void AppendTable(
        StringBuilder text, AttributionEvaluation[] rows, IEnumerable<EvaluationColumn> columns, Func<EvaluationColumn, AttributionEvaluation[], IReadOnlyList<string>> cellsOf)
    {
        EvaluationColumn[] filled = [.. columns.Where(column => rows.Any(row => row.Of(column).Length > 0))];
        var cells = filled.Select(column => cellsOf(column, rows)).ToArray();
        MarkdownTable.Append(
            text, ["method", .. filled.Select(column => column.Heading)],
            rows.Select((row, r) => (IReadOnlyList<string>)[row.Method, .. cells.Select(column => column[r])]), numbers: true);
        text.Append('\n');
    }

    /// <summary>One column of all networks: a row for each method, a column for each network; "–" where it doesn't apply.</summary>
    internal static void AppendSideBySide(StringBuilder text, IEnumerable<AttributionEvaluation> evaluations, EvaluationColumn column)
    {
        var networks = evaluations.GroupBy(evaluation => evaluation.Network, StringComparer.Ordinal).ToArray();
        var methods = evaluations.Select(evaluation => evaluation.Method).Distinct(StringComparer.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"## {column.Heading}, network by network\n\n");
        MarkdownTable.Append(
            text, ["method", .. networks.Select(network => network.Key)],
            methods.Select(method => (IReadOnlyList<string>)
            [
                method,
                .. networks.Select(network => network.FirstOrDefault(row => string.Equals(row.Method, method, StringComparison.Ordinal)) is { } row ? Of(row, column) : "–"),
            ]), numbers: true);
        text.Append('\n');
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
