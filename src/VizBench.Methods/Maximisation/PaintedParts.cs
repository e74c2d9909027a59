using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>Some of the pictures that a probe asks of a method that paints from nothing.</summary>
internal static class PaintedParts
{
    /// <param name="count">how many there are</param>
    internal static Probe Of(Probe probe, int count, int first, int size) => probe with
    {
        Input = probe.Input.narrow(0, 0, 1),
        Targets = probe.Layer is null ? [.. probe.Targets.Skip(first).Take(size)] : [],
        Units = [.. probe.Units.Skip(first).Take(size)],
        Roles = BatchParts.RolesOf(probe, count, first, size),
    };
}
