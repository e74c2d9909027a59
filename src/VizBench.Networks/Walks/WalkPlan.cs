namespace VizBench.Networks.Walks;

/// <summary>Which layers must run for the wanted ones, in order, and after which of them an activation is not needed any more.</summary>
internal sealed class WalkPlan
{
    private WalkPlan(IReadOnlyList<Step> steps) => Steps = steps;

    internal IReadOnlyList<Step> Steps { get; }

    /// <param name="given">a layer whose output is there already: it isn't computed, nor what only it needs, nor is it overwritten; null: none</param>
    internal static WalkPlan For(Architecture architecture, IReadOnlyList<string> wanted, string? given = null)
    {
        var needed = new bool[architecture.Layers.Count];
        foreach (var name in wanted)
        {
            var position = architecture.PositionOf(name);
            if (position >= 0)
                needed[position] = true;
        }

        var lastUse = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = architecture.Layers.Count - 1; i >= 0; i--)
        {
            if (!needed[i])
                continue;
            if (string.Equals(architecture.Layers[i].Name, given, StringComparison.Ordinal))
            {
                needed[i] = false;
                continue;
            }

            foreach (var input in architecture.Layers[i].Inputs)
            {
                lastUse.TryAdd(input, i);
                var position = architecture.PositionOf(input);
                if (position >= 0)
                    needed[position] = true;
            }
        }

        var kept = new HashSet<string>(wanted, StringComparer.Ordinal) { Architecture.InputName };
        if (given is not null)
            kept.Add(given);
        var freedAt = lastUse.Where(use => !kept.Contains(use.Key)).ToLookup(use => use.Value, use => use.Key);
        return new WalkPlan(
            [.. Enumerable.Range(0, needed.Length).Where(i => needed[i]).Select(i => StepOf(architecture, architecture.Layers[i], [.. freedAt[i]]))]);
    }

    private static Step StepOf(Architecture architecture, Layer layer, IReadOnlyList<string> noLongerNeeded)
    {
        // Only what these operations return is a tensor of its own; the output of others may be a view of something that is kept.
        var overwrites = layer.Operation is ReLU && noLongerNeeded.Contains(layer.Inputs[0], StringComparer.Ordinal)
            && architecture.LayerNamed(layer.Inputs[0]).Operation is Convolution or Linear or BatchNorm or Add;
        return new Step(layer, noLongerNeeded, overwrites);
    }

    /// <param name="Overwrites">whether the layer may work in its input's memory: nobody reads that input any more</param>
    internal sealed record Step(Layer Layer, IReadOnlyList<string> NoLongerNeeded, bool Overwrites);
}
