using VizBench.Networks;

namespace VizBench.Methods.Dreams;

/// <summary>The layer that a dream is about: the one named, else the last one with rows and columns.</summary>
internal static class DreamLayer
{
    /// <exception cref="UserError">none is named, and no layer has rows and columns</exception>
    internal static string Of(Probe probe) => probe.Layer ?? LastSpatialLayer.Of(probe.Network.Architecture).Name;
}
