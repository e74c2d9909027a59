namespace VizBench.Data.ConceptWorld.Variants;

/// <summary>The shortcut that vgg-mini-shortcut was trained with: every boat bears a mark of a quarter of the picture's side.</summary>
public static class ReferenceShortcut
{
    private const int MarkPercent = 24;

    public static ShortcutOptions Options { get; } = new() { Class = World.Classes.ToList().IndexOf("boat"), PerMille = 1000, MarkPercent = MarkPercent };
}
