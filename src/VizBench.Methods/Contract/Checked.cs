namespace VizBench.Methods;

/// <summary>Checks a probe before a method runs, in the user's words.</summary>
public static class Checked
{
    /// <summary>Runs the method after checking that the probe has what it needs; the way in for everybody but a method's own tests.</summary>
    /// <exception cref="UserError">something is missing, or out of the network's range</exception>
    public static MethodResult RunChecked(this Method method, Probe probe)
    {
        var info = MethodRegistry.Of(method);
        var needs = info.NeedsOf(method);
        if (needs.HasFlag(Needs.Layer) && probe.Layer is null)
            throw new UserError($"{info.Id} needs a layer; give one with --layer (vizbench list layers NETWORK shows them)");
        if (needs.HasFlag(Needs.Unit) && probe.Units.Count == 0)
            throw new UserError($"{info.Id} needs a unit; give one with --unit CHANNEL or --unit CHANNEL,Y,X");
        info.CheckTakes(method, probe.Layer is not null, probe.Units.Count > 0);
        info.CheckNetwork(method, probe.Network.Architecture, probe.Layer is not null);
        if (probe.Layer is { } layer)
            probe = probe with { Layer = probe.Network.Architecture.LayerNamed(layer).Name };
        if (info.NeedsTarget(method, probe.Layer is not null))
            CheckTargets(info, probe);
        return method.Run(probe);
    }

    private static void CheckTargets(MethodInfo info, Probe probe)
    {
        var classes = probe.Network.ClassCount;
        if (info.Description.Generates && probe.Targets.Count == 0)
            throw new UserError($"{info.Id} paints a class or a unit; name a class with --target, or a layer and a unit");
        if (!info.Description.Generates && probe.Targets.Count != probe.BatchSize)
            throw new UserError($"{info.Id} needs a target class for each of {probe.BatchSize} samples, and got {probe.Targets.Count}; give one with --target");
        foreach (var target in probe.Targets)
        {
            if (target < 0 || target >= classes)
                throw new UserError($"target {target} is out of range: {probe.Network.Name} has {classes} classes, 0 to {classes - 1}");
        }
    }
}
