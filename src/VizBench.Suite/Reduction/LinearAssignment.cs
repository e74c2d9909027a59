namespace VizBench.Suite;

/// <summary>
/// The linear assignment problem: every row gets a column of its own, and the sum of the costs is the least there is. Shortest augmenting paths over reduced
/// costs: Jonker and Volgenant 1987 (doi 10.1007/BF02278710), with more columns than rows as in Crouse 2016 (doi 10.1109/TAES.2016.140952). Time grows at most
/// with rows² · columns.
/// </summary>
internal sealed class LinearAssignment
{
    private const int Free = -1;

    private readonly double[,] _costs;
    private readonly int _columns;
    private readonly double[] _rowPrices;
    private readonly double[] _columnPrices;
    private readonly int[] _columnOf;
    private readonly int[] _rowOf;

    // Of the path that is being sought: how long it is to each column, and the row before it.
    private readonly double[] _lengths;
    private readonly int[] _before;
    private readonly int[] _open;

    private LinearAssignment(double[,] costs)
    {
        var rows = costs.GetLength(0);
        (_costs, _columns) = (costs, costs.GetLength(1));
        (_rowPrices, _columnPrices, _lengths) = (new double[rows], new double[_columns], new double[_columns]);
        (_columnOf, _rowOf, _before, _open) = (new int[rows], new int[_columns], new int[_columns], new int[_columns]);
        Array.Fill(_columnOf, Free);
        Array.Fill(_rowOf, Free);
    }

    /// <param name="costs">(rows, columns), finite numbers, at least as many columns as rows</param>
    /// <returns>the column of each row</returns>
    /// <exception cref="ArgumentException">fewer columns than rows, or a cost that is no finite number</exception>
    internal static int[] Of(double[,] costs, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(costs);
        if (costs.GetLength(1) < costs.GetLength(0))
            throw new ArgumentException($"{costs.GetLength(0)} rows can't have a column each of {costs.GetLength(1)}", nameof(costs));
        foreach (var cost in costs)
        {
            if (!double.IsFinite(cost))
                throw new ArgumentException($"a cost is {cost}, and costs are finite numbers", nameof(costs));
        }

        var found = new LinearAssignment(costs);
        for (var row = 0; row < found._columnOf.Length; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            found.Augment(row);
        }

        return found._columnOf;
    }

    /// <summary>Gives a row a column, along the shortest path of rows that move to another column for it.</summary>
    private void Augment(int first)
    {
        Array.Fill(_lengths, double.PositiveInfinity);
        for (var column = 0; column < _columns; column++)
            _open[column] = column;
        var (row, length, count, end) = (first, 0.0, _columns, Free);
        while (end == Free)
        {
            var place = Nearest(row, length, count);
            // The columns that are reached stand behind those still open.
            var column = _open[place];
            (_open[place], _open[--count]) = (_open[count], column);
            length = _lengths[column];
            if (_rowOf[column] == Free)
                end = column;
            else
                row = _rowOf[column];
        }

        // So that reduced costs stay at or above zero, and are zero where a row has its column.
        _rowPrices[first] += length;
        foreach (var column in _open.AsSpan(count))
        {
            var rise = length - _lengths[column];
            _columnPrices[column] -= rise;
            if (_rowOf[column] != Free)
                _rowPrices[_rowOf[column]] += rise;
        }

        for (var (column, mover) = (end, Free); mover != first;)
        {
            mover = _before[column];
            _rowOf[column] = mover;
            (_columnOf[mover], column) = (column, _columnOf[mover]);
        }
    }

    /// <summary>Shortens the paths to open columns by those through a row, and finds the nearest; of equally near ones a free one.</summary>
    /// <returns>its place among the open columns</returns>
    private int Nearest(int row, double length, int count)
    {
        var (nearest, least) = (Free, double.PositiveInfinity);
        for (var place = 0; place < count; place++)
        {
            var column = _open[place];
            var through = length + _costs[row, column] - _rowPrices[row] - _columnPrices[column];
            if (through < _lengths[column])
                (_lengths[column], _before[column]) = (through, row);
            if (_lengths[column] < least || (_lengths[column] == least && _rowOf[column] == Free))
                (nearest, least) = (place, _lengths[column]);
        }

        return nearest;
    }
}
