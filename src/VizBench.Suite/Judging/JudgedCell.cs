using System.Globalization;
using System.Text;

namespace VizBench.Suite;

/// <summary>A judgement's column as text: the mean with its bootstrap 95 % interval.</summary>
internal static class JudgedCell
{
    /// <summary>"–" where the column doesn't apply.</summary>
    internal static string Of(Judgement judgement, JudgedColumn column)
    {
        if (judgement.Of(column) is not { Length: > 0 } values)
            return "–";
        var interval = IntervalOf(judgement, column, values);
        return $"{Number(interval.Mean)} [{Number(interval.Low)}, {Number(interval.High)}]";
    }

    /// <summary>A line for each network, method and column: mean, interval, number of values.</summary>
    /// <param name="counted">the heading of that number</param>
    internal static string Csv(IEnumerable<Judgement> judgements, IReadOnlyList<JudgedColumn> columns, string counted)
    {
        var text = new StringBuilder($"network,method,column,mean,low,high,{counted}\n");
        foreach (var judgement in judgements)
        {
            foreach (var column in columns)
            {
                if (judgement.Of(column) is not { Length: > 0 } values)
                    continue;
                var interval = IntervalOf(judgement, column, values);
                text.Append(CultureInfo.InvariantCulture, $"{judgement.Network},\"{judgement.Method}\",{column.Id},{interval.Mean:R},{interval.Low:R},{interval.High:R},{interval.Count}\n");
            }
        }

        return text.ToString();
    }

    private static MeanInterval IntervalOf(Judgement judgement, JudgedColumn column, double[] values) =>
        Bootstrap.Of(values, $"{judgement.Network} {judgement.Method} {column.Id}");

    private static string Number(double value) => Math.Abs(value) is >= 0.001 or 0 ? value.ToString("0.000", CultureInfo.InvariantCulture) : value.ToString("0e+0", CultureInfo.InvariantCulture);
}
