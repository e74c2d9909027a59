using VizBench.Networks;

namespace VizBench.Methods.Relevance;

/// <summary>The linear layers that look at the input itself: none other lies between. Usually that is the first convolution.</summary>
internal static class FirstLayers
{
    internal static IReadOnlyList<Layer> Of(Architecture architecture)
    {
        var behind = new HashSet<string>(StringComparer.Ordinal);
        var first = new List<Layer>();
        foreach (var layer in architecture.Layers)
        {
            var isBehind = layer.Inputs.Any(behind.Contains);
            var isLinear = LinearOperations.Includes(layer.Operation);
            if (isLinear && !isBehind)
                first.Add(layer);
            if (isLinear || isBehind)
                behind.Add(layer.Name);
        }

        return first;
    }
}
