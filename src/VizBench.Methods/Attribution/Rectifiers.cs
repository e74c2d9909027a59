using VizBench.Networks;

namespace VizBench.Methods.Attribution;

/// <summary>Methods that change what happens at a ReLU say nothing of a network that has none.</summary>
internal static class Rectifiers
{
    /// <exception cref="UserError">the network has no ReLU (or ReLU6)</exception>
    internal static void Require(Architecture architecture, string method)
    {
        if (!architecture.Layers.Any(layer => layer.Operation is ReLU or Clip { Low: 0 } or ThresholdedReLU))
            throw new UserError($"{method} is about ReLUs, and {architecture.Name} has none: it would be the plain gradient; use gradient instead");
    }
}
