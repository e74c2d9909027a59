using VizBench.Data.ConceptWorld.Composing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>How to draw one class of objects: pieces in order, within ±1000, seen from the side that shows its parts.</summary>
internal abstract class ObjectRecipe(string name, params string[] subTypes)
{
    /// <summary>All classes in the order of their numbers.</summary>
    public static IReadOnlyList<ObjectRecipe> All { get; } =
    [
        new House(), new Tree(), new Car(), new Boat(), new Fish(), new Face(),
        new Flower(), new Clock(), new Mushroom(), new Cup(), new Kite(), new Bird(),
    ];

    public string Name { get; } = name;

    public IReadOnlyList<string> SubTypes { get; } = subTypes;

    /// <param name="subType">index into <see cref="SubTypes"/></param>
    public abstract void Draw(Sketch s, int subType);
}
