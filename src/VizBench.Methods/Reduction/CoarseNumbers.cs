namespace VizBench.Methods.Reduction;

/// <summary>
/// Numbers rounded to a millionth of the greatest: sums over a network's values come in an order that may change from run to run, and how points
/// fall into groups can turn on the last digit. What is rounded first is nearly always the same: only a value that lies between two steps of the grid to
/// the last digits can still come out as either.
/// </summary>
internal static class CoarseNumbers
{
    private const int Bits = 20;

    /// <param name="rows">not empty</param>
    internal static double[][] Of(double[][] rows)
    {
        var greatest = rows.Max(row => row.Max(Math.Abs));
        if (greatest == 0)
            return rows;
        // A power of two: the grid itself must not follow the last digit of the greatest.
        var grid = Math.ScaleB(1, Math.ILogB(greatest) + 1 - Bits);
        return Array.ConvertAll(rows, row => Array.ConvertAll(row, value => Math.Round(value / grid) * grid));
    }
}
