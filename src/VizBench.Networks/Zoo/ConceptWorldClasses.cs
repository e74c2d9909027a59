namespace VizBench.Networks.Zoo;

/// <summary>What our networks for ConceptWorld have in common: 64×64 pictures in, the world's twelve classes out.</summary>
public static class ConceptWorldClasses
{
    public const int InputSize = 64;

    /// <summary>The classes, in the order of the logits: ConceptWorld's.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["house", "tree", "car", "boat", "fish", "face", "flower", "clock", "mushroom", "cup", "kite", "bird"];

    /// <summary>A classifier of ConceptWorld's pictures made of these layers.</summary>
    internal static Architecture Network(string name, LayerStack stack) =>
        new(name, [3, InputSize, InputSize], Preprocessing.ConceptWorld(InputSize), stack.Layers, Names);

    /// <summary>The same without a head: its last layer gives maps, not logits.</summary>
    internal static Architecture Features(string name, LayerStack stack) =>
        new(name, [3, InputSize, InputSize], Preprocessing.ConceptWorld(InputSize), stack.Layers);
}
