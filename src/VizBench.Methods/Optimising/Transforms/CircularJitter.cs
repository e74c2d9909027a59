namespace VizBench.Methods.Optimising;

/// <summary>The picture moved in a circle by −range … range on either axis: what leaves on one side comes in on the other.</summary>
internal sealed class CircularJitter(int range) : Transform
{
    internal override Transformed Apply(Tensor x, Draws draws, int step)
    {
        var shifts = Enumerable.Range(0, (int)x.shape[0]).Select(sample =>
        {
            var stream = draws.Stream($"circular jitter {range}", sample, step);
            return (Y: (long)stream.NextInt(-range, range), X: (long)stream.NextInt(-range, range));
        }).ToArray();
        return new Transformed(
            cat([.. shifts.Select((shift, i) => Rolled(x.narrow(0, i, 1), shift.Y, shift.X))], 0),
            gradient => cat([.. shifts.Select((shift, i) => Rolled(gradient.narrow(0, i, 1), -shift.Y, -shift.X))], 0));
    }

    private static Tensor Rolled(Tensor x, long down, long right) => Rolled(Rolled(x, 2, down), 3, right);

    private static Tensor Rolled(Tensor x, int axis, long by)
    {
        var extent = x.shape[axis];
        var shift = (by % extent + extent) % extent;
        return shift == 0 ? x : cat([x.narrow(axis, extent - shift, shift), x.narrow(axis, 0, extent - shift)], axis);
    }
}
