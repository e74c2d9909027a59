using System.Globalization;
using System.Text;

namespace VizBench.Suite;

/// <summary>A verdict with what it rests on.</summary>
public sealed record GoldenComparison
{
    public required string Case { get; init; }

    public required GoldenVerdict Verdict { get; init; }

    /// <summary>One line, the weightiest first.</summary>
    public required string Reason { get; init; }

    /// <summary>The rows of the table; empty where nothing could be compared.</summary>
    public IReadOnlyList<GoldenQuantity> Quantities { get; init; } = [];

    public bool Passed => Verdict is GoldenVerdict.Match or GoldenVerdict.WithinTolerance;

    /// <summary>
    /// The greatest error of the tensor's sampled values and of its projections, relative to the golden's greatest magnitude; of a
    /// painted picture also those after one update from the golden's own, which is all that can be compared where its end amplifies
    /// rounding. Null where none of these could be compared, NaN where one side is no number.
    /// </summary>
    public double? ValueError => Quantities
        .Where(q => q.Name is NumberQuantities.Samples or NumberQuantities.Projections or OptimisationQuantities.Update)
        .Select(q => (double?)q.Error)
        .Aggregate((double?)null, (worst, error) => worst is { } known ? Math.Max(known, error!.Value) : error);

    /// <summary>The row with the least margin; null where nothing could be compared.</summary>
    public GoldenQuantity? Worst => Quantities.OrderBy(q => double.IsNaN(q.Margin) && q.Error != 0 ? -1 : double.IsNaN(q.Margin) ? double.PositiveInfinity : q.Margin).FirstOrDefault();

    /// <summary>Verdict, reason and table as plain text.</summary>
    public string ToText()
    {
        var text = new StringBuilder($"{Case}: {Verdict}: {Reason}\n");
        if (Quantities.Count == 0)
            return text.ToString();
        var width = Quantities.Max(q => q.Name.Length);
        text.Append("  ").Append("quantity".PadRight(width)).Append("       error   tolerance      margin\n");
        foreach (var q in Quantities)
        {
            text.Append(q.Passed ? "  " : "x ").Append(q.Name.PadRight(width)).Append(Number(q.Error)).Append(Number(q.Tolerance))
                .Append(q.Error == 0 ? "       exact" : Number(q.Margin)).Append(q.Worst.Length > 0 && q.Error != 0 ? "  " + q.Worst : "").Append('\n');
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("0.00e+0", CultureInfo.InvariantCulture).PadLeft(12);
}
