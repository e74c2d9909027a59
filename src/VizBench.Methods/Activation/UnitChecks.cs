namespace VizBench.Methods.Activation;

/// <summary>Whether a layer has the units that are asked for.</summary>
internal static class UnitChecks
{
    /// <param name="shape">of the layer's output, without the batch axis: (C, h, w) or (C)</param>
    /// <param name="layer">for messages</param>
    /// <exception cref="UserError">one lies outside</exception>
    internal static void AreIn(ReadOnlySpan<long> shape, string layer, IReadOnlyList<Unit> units)
    {
        foreach (var unit in units)
        {
            if (unit.Channel < 0 || unit.Channel >= shape[0])
                throw new UserError($"unit {unit.Channel} is out of range: {layer} has {shape[0]} channels, 0 to {shape[0] - 1}");
            if (unit is not { Y: { } y, X: { } x })
                continue;
            if (shape.Length != 3)
                throw new UserError($"unit {unit.Channel},{y},{x}: {layer} has no rows and columns; name the channel alone");
            if (y < 0 || y >= shape[1] || x < 0 || x >= shape[2])
                throw new UserError($"unit {unit.Channel},{y},{x} is out of range: {layer} has {shape[1]} rows and {shape[2]} columns, counted from 0");
        }
    }
}
