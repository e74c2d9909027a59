using VizBench.Networks;

namespace VizBench.Methods;

/// <summary>Checks a probe before a method runs, in the user's words.</summary>
public static class Checked
{
    /// <summary>Runs the method after checking that the probe has what it needs; the way in for everybody but a method's own tests.</summary>
    /// <exception cref="UserError">something is missing, or out of the network's range</exception>
    public static MethodResult RunChecked(this Method method, Probe probe)
    {
        var info = MethodRegistry.Of(method);
        CheckGiven(info, method, probe.Network.Architecture, probe.Layer, probe.Units);
        info.CheckRoles([.. probe.Roles.Keys]);
        if (probe.Layer is { } layer)
            probe = probe with { Layer = probe.Network.Architecture.LayerNamed(layer).Name };
        if (info.NeedsTarget(method, probe.Layer is not null))
            CheckTargets(info, probe);
        if (method.Companions.Count == 0)
            return method.Run(probe);
        using var companions = new OpenedCompanions(method.Companions, probe.Network);
        return method.Run(probe with { Companions = companions.ByName });
    }

    /// <summary>
    /// Checks, before weights are read or anything is computed, what can be known of a method on a network: what it needs and takes, that the
    /// layer, its units and the class are there. Units are held against the layer's size at the network's own input size.
    /// </summary>
    /// <param name="target">the class; null: none is named</param>
    /// <exception cref="UserError">something is missing, or out of the network's range</exception>
    public static void CheckFits(this Method method, Architecture architecture, string? layer, IReadOnlyList<Unit> units, long? target)
    {
        var info = MethodRegistry.Of(method);
        CheckGiven(info, method, architecture, layer, units);
        if (layer is not null)
            Activation.UnitChecks.AreIn(architecture.ShapeOf(architecture.LayerNamed(layer).Name), layer, units);
        if (target is { } index && architecture.HasClasses)
            CheckTarget(index, architecture);
    }

    private static void CheckGiven(MethodInfo info, Method method, Architecture architecture, string? layer, IReadOnlyList<Unit> units)
    {
        var needs = info.NeedsOf(method);
        if (needs.HasFlag(Needs.Layer) && layer is null)
            throw new UserError($"{info.Id} needs a layer; give one with --layer (vizbench list layers NETWORK shows them)");
        if (needs.HasFlag(Needs.Unit) && units.Count == 0)
            throw new UserError($"{info.Id} needs a unit; give one with --unit CHANNEL or --unit CHANNEL,Y,X");
        info.CheckTakes(method, layer is not null, units.Count > 0);
        info.CheckNetwork(method, architecture, layer is not null);
        if (layer is not null)
            CheckUnits(info, needs, architecture, architecture.LayerNamed(layer), units);
    }

    private static void CheckUnits(MethodInfo info, Needs needs, Architecture architecture, Layer layer, IReadOnlyList<Unit> units)
    {
        if (units.Count > 0 && layer.Axes == AxesMeaning.Other)
            throw new UserError($"{layer.Name} of {architecture.Name} has its channels on another axis than the first, ({string.Join(", ", architecture.ShapeOf(layer.Name))}), so it has no units; name the layer before its transpose, {layer.Inputs[0]}");
        if (needs.HasFlag(Needs.TargetOrLayer) && !info.Description.Generates && units.Count != 1)
            throw new UserError($"{info.Id}: one unit is explained at a time, and {units.Count} of {layer.Name} were named; name one with --unit CHANNEL or --unit CHANNEL,Y,X");
    }

    private static void CheckTarget(long target, Architecture architecture)
    {
        if (target < 0 || target >= architecture.ClassCount)
            throw new UserError($"target {target} is out of range: {architecture.Name} has {architecture.ClassCount} classes, 0 to {architecture.ClassCount - 1}");
    }

    private static void CheckTargets(MethodInfo info, Probe probe)
    {
        if (info.Description.Generates && probe.Targets.Count == 0)
            throw new UserError($"{info.Id} paints a class or a unit; name a class with --target, or a layer and a unit");
        if (!info.Description.Generates && probe.Targets.Count != probe.BatchSize)
            throw new UserError($"{info.Id} needs a target class for each of {probe.BatchSize} samples, and got {probe.Targets.Count}; give one with --target");
        foreach (var target in probe.Targets)
            CheckTarget(target, probe.Network.Architecture);
    }
}
