using VizBench.Networks;

namespace VizBench.Methods.Dreams;

/// <summary>Whether a layer can be reached with pictures of another size than the network's own.</summary>
internal static class Reach
{
    /// <exception cref="UserError">a layer on the way has nothing left, or takes one size only</exception>
    internal static void Check(Architecture architecture, string layer, long height, long width)
    {
        if (LayerShapes.At(architecture, height, width, [layer]).Barrier is { } barrier)
            throw new UserError($"a picture of {height}×{width} pixels is too small for {architecture.Name} up to {layer}: nothing is left at {barrier}, or it takes one size only; choose fewer octaves, a smaller scale or an earlier layer");
    }
}
