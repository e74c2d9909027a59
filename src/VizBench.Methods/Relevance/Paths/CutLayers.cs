using VizBench.Networks;

namespace VizBench.Methods.Relevance.Paths;

/// <summary>Layers through which every path from the input to the output goes, so that all relevance does.</summary>
internal static class CutLayers
{
    private const int Most = 5;

    /// <summary>In order; the output itself not among them.</summary>
    internal static IReadOnlyList<string> Of(Architecture architecture)
    {
        var cuts = new List<string>();
        for (var position = 0; position < architecture.Layers.Count; position++)
        {
            var layer = architecture.Layers[position];
            if (string.Equals(layer.Name, architecture.Output.Name, StringComparison.Ordinal))
                break;
            // An edge from before the layer to behind it is a way around it.
            if (!architecture.Layers.Skip(position + 1).Any(later => later.Inputs.Any(input => architecture.PositionOf(input) < position)))
                cuts.Add(layer.Name);
        }

        return cuts;
    }

    /// <summary>The activations among the cut layers, thinned to a few at even steps; those behind sums and concatenations count too.</summary>
    internal static IReadOnlyList<string> Chosen(Architecture architecture)
    {
        var cuts = Of(architecture);
        string[] activations = [.. cuts.Where(name => architecture.LayerNamed(name).Operation is ReLU or Clip or LeakyReLU or Concat or Add)];
        var all = activations.Length > 0 ? activations : [.. cuts];
        if (all.Length <= Most)
            return all;
        return [.. Enumerable.Range(0, Most).Select(i => all[i * (all.Length - 1) / (Most - 1)])];
    }
}
