namespace VizBench.Methods.Activation;

/// <summary>Picks units out of a layer's output.</summary>
internal static class UnitSelection
{
    /// <summary>The units in the order in which they are named, owned by the caller's dispose scope.</summary>
    /// <param name="output">(N, C, h, w) or (N, C)</param>
    /// <param name="layer">for messages</param>
    /// <returns>(N, units, h, w) for whole channels of a spatial layer, (N, units) for positions and vectors</returns>
    /// <exception cref="UserError">a unit that the layer doesn't have, or whole channels and positions mixed</exception>
    internal static Tensor Of(Tensor output, IReadOnlyList<Unit> units, string layer)
    {
        using var scope = NewDisposeScope();
        if (units.Select(unit => unit.Y is null).Distinct().Count() > 1)
            throw new UserError($"{layer}: whole channels and single positions can't be asked for together; ask twice");
        UnitChecks.AreIn(output.shape.AsSpan(1), layer, units);
        return stack([.. units.Select(unit => One(output, unit))], 1).MoveToOuterDisposeScope();
    }

    private static Tensor One(Tensor output, Unit unit)
    {
        var channel = output.select(1, unit.Channel);
        return unit is { Y: { } y, X: { } x } ? channel.select(1, y).select(1, x) : channel;
    }
}
