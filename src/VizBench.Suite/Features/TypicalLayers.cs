using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>The layers that stand for a network where nobody names one.</summary>
public static class TypicalLayers
{
    /// <summary>The first rectified layer.</summary>
    public static string First(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return (architecture.Layers.FirstOrDefault(layer => layer.Operation is ReLU) ?? architecture.Layers[0]).Name;
    }

    /// <summary>The last rectified layer that has maps, more than one position.</summary>
    /// <exception cref="UserError">no layer has maps</exception>
    public static string LastMaps(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return (architecture.Layers.LastOrDefault(layer => layer.Operation is ReLU && HasMaps(architecture, layer))
            ?? architecture.Layers.LastOrDefault(layer => HasMaps(architecture, layer)))?.Name
            ?? throw new UserError($"{architecture.Name} has no layer with maps");
    }

    private static bool HasMaps(Architecture architecture, Layer layer) =>
        layer.Axes != AxesMeaning.Other && layer.Operation is not Transpose && architecture.ShapeOf(layer.Name) is [_, > 1, > 1];

    /// <summary>The features that the class scores are made from.</summary>
    public static string Top(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return architecture.Output.Inputs[0];
    }
}
