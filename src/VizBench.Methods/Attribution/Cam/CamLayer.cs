using VizBench.Networks;

namespace VizBench.Methods.Attribution;

/// <summary>The layer that a class activation map is made of.</summary>
internal static class CamLayer
{
    /// <summary>The one that the probe names, or the network's last with rows and columns.</summary>
    /// <exception cref="UserError">the layer has no rows and columns</exception>
    internal static string Of(Probe probe)
    {
        var architecture = probe.Network.Architecture;
        if (probe.Layer is null)
            return LastSpatialLayer.Of(architecture).Name;
        var layer = architecture.LayerNamed(probe.Layer).Name;
        var shape = architecture.ShapeOf(layer);
        return LastSpatialLayer.IsSpatial(architecture, layer)
            ? layer
            : throw new UserError(
                $"layer '{layer}' of {architecture.Name} has the shape ({string.Join(", ", shape)}), and a class activation map needs maps (C, H, W); "
                + $"name another with --layer, {LastSpatialLayer.Of(architecture).Name} for example, or none");
    }
}
