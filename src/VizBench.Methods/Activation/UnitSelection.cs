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
        return stack([.. units.Select(unit => One(output, unit, layer))], 1).MoveToOuterDisposeScope();
    }

    private static Tensor One(Tensor output, Unit unit, string layer)
    {
        var shape = output.shape;
        if (unit.Channel < 0 || unit.Channel >= shape[1])
            throw new UserError($"unit {unit.Channel} is out of range: {layer} has {shape[1]} channels, 0 to {shape[1] - 1}");
        var channel = output.select(1, unit.Channel);
        if (unit is not { Y: { } y, X: { } x })
            return channel;
        if (shape.Length != 4)
            throw new UserError($"unit {unit.Channel},{y},{x}: {layer} has no rows and columns; name the channel alone");
        if (y < 0 || y >= shape[2] || x < 0 || x >= shape[3])
            throw new UserError($"unit {unit.Channel},{y},{x} is out of range: {layer} has {shape[2]} rows and {shape[3]} columns, counted from 0");
        return channel.select(1, y).select(1, x);
    }
}
