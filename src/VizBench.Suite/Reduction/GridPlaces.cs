namespace VizBench.Suite;

/// <summary>Points of the plane moved to the cells of a square grid, each to one of its own, so that the sum of the squared moves is the least there is.</summary>
internal static class GridPlaces
{
    /// <param name="places">x and y of each point</param>
    /// <returns>column and row of each point, and the cells along each side: as few as hold all points</returns>
    internal static ((int Column, int Row)[] Cells, int Side) Of(IReadOnlyList<double[]> places, CancellationToken cancellation = default)
    {
        var side = (int)Math.Ceiling(Math.Sqrt(places.Count));
        var (x, y) = (Along(places, 0, side), Along(places, 1, side));
        var moves = new double[places.Count, side * side];
        for (var point = 0; point < places.Count; point++)
        {
            for (var cell = 0; cell < side * side; cell++)
                moves[point, cell] = (x[point] - cell % side) * (x[point] - cell % side) + (y[point] - cell / side) * (y[point] - cell / side);
        }

        return (Array.ConvertAll(LinearAssignment.Of(moves, cancellation), cell => (cell % side, cell / side)), side);
    }

    /// <summary>Coordinates along an axis, stretched from the first cell to the last.</summary>
    /// <param name="places">x and y of each point</param>
    /// <param name="axis">0: x, 1: y</param>
    /// <param name="side">cells along the axis</param>
    internal static double[] Along(IReadOnlyList<double[]> places, int axis, int side)
    {
        var (low, high) = (places.Min(place => place[axis]), places.Max(place => place[axis]));
        return [.. places.Select(place => high > low ? (place[axis] - low) / (high - low) * (side - 1) : 0)];
    }
}
