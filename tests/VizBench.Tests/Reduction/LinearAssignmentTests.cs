using NUnit.Framework;
using VizBench.Randomness;
using VizBench.Suite;

namespace VizBench.Tests.Reduction;

/// <summary>A column for each row: the cheapest of all ways, and points on a grid.</summary>
public sealed class LinearAssignmentTests
{
    /// <summary>Against every way there is; whole costs below 4 give many that are equally cheap.</summary>
    [Test]
    public void No_other_assignment_costs_less([Values(1, 2, 5, 7)] int rows, [Values(0, 1, 3)] int more, [Values(4, 1000)] int costs)
    {
        var stream = new StreamKey(11, "assignment", "tests").Open();
        for (var round = 0; round < 8; round++)
        {
            var given = new double[rows, rows + more];
            for (var i = 0; i < given.Length; i++)
                given[i / (rows + more), i % (rows + more)] = Math.Floor(stream.NextDouble() * costs) - 1;
            var columns = LinearAssignment.Of(given);
            Assert.That(columns, Is.Unique);
            Assert.That(columns.Select((column, row) => given[row, column]).Sum(), Is.EqualTo(Cheapest(given, 0, 0)));
        }
    }

    /// <summary>Points in clusters, as layouts have them: no two gain by changing cells, and none by moving to an empty one.</summary>
    [Test]
    public void On_the_grid_no_swap_and_no_move_brings_points_nearer()
    {
        var stream = new StreamKey(12, "grid", "tests").Open();
        double[][] places = [.. Enumerable.Range(0, 1000).Select(i => new[] { i % 4 * 30 + stream.NextNormal(), i % 3 * 40 + stream.NextNormal() })];
        var (cells, side) = GridPlaces.Of(places);
        Assert.That(side, Is.EqualTo(32));
        Assert.That(cells, Is.Unique);
        var (x, y) = (GridPlaces.Along(places, 0, side), GridPlaces.Along(places, 1, side));
        (int Column, int Row)[] empty = [.. Enumerable.Range(0, side * side).Select(cell => (cell % side, cell / side)).Except(cells)];
        for (var point = 0; point < places.Length; point++)
        {
            Assert.That(empty.Min(cell => Move(point, cell)), Is.GreaterThanOrEqualTo(Move(point, cells[point]) - 1e-9), $"point {point}");
            for (var other = 0; other < point; other++)
                Assert.That(Move(point, cells[other]) + Move(other, cells[point]), Is.GreaterThanOrEqualTo(Move(point, cells[point]) + Move(other, cells[other]) - 1e-9), $"points {point} and {other}");
        }

        double Move(int point, (int Column, int Row) cell) => (x[point] - cell.Column) * (x[point] - cell.Column) + (y[point] - cell.Row) * (y[point] - cell.Row);
    }

    /// <summary>Points that stand on the cells already stay where they are.</summary>
    [Test]
    public void A_grid_stays_as_it_is()
    {
        double[][] places = [.. Enumerable.Range(0, 49).Select(i => new[] { i % 7 * 2.5 - 8, i / 7 * 0.1 })];
        Assert.That(GridPlaces.Of(places).Cells, Is.EqualTo(Enumerable.Range(0, 49).Select(i => (i % 7, i / 7))));
    }

    [Test]
    public void What_can_not_be_assigned_is_refused()
    {
        Assert.That(() => LinearAssignment.Of(new double[3, 2]), Throws.ArgumentException.With.Message.StartsWith("3 rows can't have a column each of 2"));
        Assert.That(() => LinearAssignment.Of(new[,] { { 1, double.NaN } }), Throws.ArgumentException.With.Message.StartsWith("a cost is NaN"));
        Assert.That(() => LinearAssignment.Of(new double[1, 1], new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    private static double Cheapest(double[,] costs, int row, int taken) => row == costs.GetLength(0)
        ? 0
        : Enumerable.Range(0, costs.GetLength(1)).Where(column => (taken >> column & 1) == 0).Min(column => costs[row, column] + Cheapest(costs, row + 1, taken | 1 << column));
}
